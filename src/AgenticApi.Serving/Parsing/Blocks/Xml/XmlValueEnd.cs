namespace AgenticApi.Serving.Parsing;

/// <summary>
/// Decides whether a tag in the value of a parameter ends the value, or is part of it. Opening tags in the value are counted, and a tag
/// ends the value only if the text after the tag fits. In doubt, the value continues, because an incomplete call does no harm, but a call
/// with half of a value does.
/// </summary>
/// <param name="tags">The tags of the format.</param>
/// <param name="isWrapped">Whether the call has the tag before calls.</param>
/// <param name="isNew">Returns whether a key can be the next parameter of the call.</param>
internal sealed class XmlValueEnd(XmlToolCallTags tags, bool isWrapped, Func<string, bool> isNew)
{
    private const int LongestName = 256;

    private int _functions;
    private int _parameters;
    private bool _isAboutCalls;

    /// <summary>Begins a new value.</summary>
    public void Begin() => (_functions, _parameters, _isAboutCalls) = (0, 0, false);

    /// <summary>Returns whether the value ends at a place where a tag may begin.</summary>
    /// <param name="text">The text from this place on.</param>
    /// <param name="previous">The last character before it that is not a space or tab; a line break at the beginning of the value.</param>
    /// <param name="isEnd">Whether the text ends here.</param>
    /// <param name="length">How many characters to consume. If the value does not end, they are part of it.</param>
    /// <returns>Whether the value ends here; null if more text is needed to decide.</returns>
    public bool? IsEnd(ReadOnlySpan<char> text, char previous, bool isEnd, out int length)
    {
        foreach (var tag in (ReadOnlySpan<string>)[tags.ParameterEnd, tags.Parameter, tags.FunctionEnd, tags.Function, tags.Opening, tags.Closing])
        {
            if (text.StartsWith(tag))
            {
                var endsValue = EndsValue(tag, text[tag.Length..], previous, isEnd);
                length = endsValue == true && tag != tags.ParameterEnd ? 0 : tag.Length;
                if (endsValue == false)
                {
                    Count(tag, previous);
                }

                return endsValue;
            }
        }

        length = 1;
        return !isEnd && tags.IsBegun(text) ? null : false;
    }

    private bool? EndsValue(string tag, ReadOnlySpan<char> after, char previous, bool isEnd)
    {
        if (tag == tags.ParameterEnd)
        {
            return FitsAfterParameter(after, previous == '\n', isEnd);
        }

        if (tag == tags.Parameter)
        {
            // The end tag of the value is missing.
            return previous == '\n' && _parameters == 0 && _functions == 0 ? IsNew(after, isEnd) : false;
        }

        return tag == tags.FunctionEnd && _functions == 0 ? FitsAfterFunction(after, previous == '\n', isEnd) : false;
    }

    /// <summary>Counts the open tags in the value. A tag in the middle of a sentence is only mentioned, and has no end tag.</summary>
    private void Count(string tag, char previous)
    {
        _isAboutCalls = true;
        var isBlock = previous is '\n' or '>';
        _parameters += tag == tags.Parameter && isBlock ? 1 : tag == tags.ParameterEnd && _parameters > 0 ? -1 : 0;
        _functions += tag == tags.Function && isBlock ? 1 : tag == tags.FunctionEnd && _functions > 0 ? -1 : 0;
    }

    /// <summary>Returns whether a text may follow the end tag of the value.</summary>
    private bool? FitsAfterParameter(ReadOnlySpan<char> after, bool isLineStart, bool isEnd, bool isAgain = false)
    {
        if (!SkipGap(after, out var rest, ref isLineStart))
        {
            return false;
        }

        if (rest.StartsWith(tags.Parameter))
        {
            return _parameters == 0 || _functions == 0 ? IsNew(rest[tags.Parameter.Length..], isEnd) : false;
        }

        if (rest.StartsWith(tags.FunctionEnd))
        {
            // One of the two counts may be wrong, because a counted tag may have no end tag.
            return _parameters == 0 || _functions == 0 ? FitsAfterFunction(rest[tags.FunctionEnd.Length..], isLineStart, isEnd) : false;
        }

        if (_parameters > 0 || _functions > 0)
        {
            return !isEnd && tags.IsBegun(rest) ? null : false;
        }

        if (rest.StartsWith(tags.ParameterEnd) && !isAgain)
        {
            return FitsAfterParameter(rest[tags.ParameterEnd.Length..], isLineStart, isEnd, isAgain: true);
        }

        return isWrapped && rest.StartsWith(tags.Closing) ? FitsAfterCall(rest[tags.Closing.Length..], isLineStart, isEnd)
            : !tags.IsBegun(rest) ? false
            : isEnd ? true : null;
    }

    /// <summary>
    /// Returns whether a text may follow the end tag of the function. In a wrapped call, only the closing tag or another call can follow.
    /// </summary>
    private bool? FitsAfterFunction(ReadOnlySpan<char> after, bool isLineStart, bool isEnd)
    {
        if (!isWrapped)
        {
            return true;
        }

        if (!SkipGap(after, out var rest, ref isLineStart))
        {
            return false;
        }

        return rest.StartsWith(tags.Closing) ? FitsAfterCall(rest[tags.Closing.Length..], isLineStart, isEnd)
            : rest.StartsWith(tags.Opening) || rest.StartsWith(tags.Function) ? true
            : !tags.Closing.AsSpan().StartsWith(rest) && !tags.Opening.AsSpan().StartsWith(rest) && !tags.Function.AsSpan().StartsWith(rest) ? false
            : isEnd ? true : null;
    }

    /// <summary>
    /// Returns whether a text may follow the closing tag of the call. Any text may follow if each end tag is in a line of its own and the
    /// value contains no tags. Otherwise, another end tag shows that the closing tag is part of the value.
    /// </summary>
    private bool? FitsAfterCall(ReadOnlySpan<char> after, bool isLineStart, bool isEnd)
    {
        if (isLineStart && !_isAboutCalls)
        {
            return true;
        }

        var rest = after.TrimStart();
        if (after.Length - rest.Length > Tags.LongestGap)
        {
            return true;
        }

        foreach (var tag in (ReadOnlySpan<string>)[tags.ParameterEnd, tags.FunctionEnd, tags.Parameter])
        {
            if (rest.StartsWith(tag))
            {
                return false;
            }
        }

        return !isEnd && tags.IsBegun(rest) ? null : true;
    }

    /// <summary>Skips white space; returns false if it is longer than <see cref="Tags.LongestGap"/>.</summary>
    private static bool SkipGap(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest, ref bool isLineStart)
    {
        rest = text.TrimStart();
        var gap = text[..^rest.Length];
        isLineStart = isLineStart && gap.Contains('\n');
        return gap.Length <= Tags.LongestGap;
    }

    /// <summary>
    /// Returns whether the name after the beginning of a tag is a parameter that the function declares and the call does not have yet.
    /// </summary>
    private bool? IsNew(ReadOnlySpan<char> text, bool isEnd)
    {
        var end = text[..Math.Min(text.Length, LongestName)].IndexOf('>');
        return end >= 0 ? isNew(XmlName.Of(text[..end])) : text.Length >= LongestName ? false : isEnd ? true : null;
    }
}
