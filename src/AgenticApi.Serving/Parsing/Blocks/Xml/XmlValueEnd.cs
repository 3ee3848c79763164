namespace AgenticApi.Serving.Parsing;

/// <summary>
/// Tells whether a tag in a parameter's value ends it, or belongs to a value that is itself about calls: opening tags in it are counted, and
/// a tag ends the value only where what follows fits. Where it is in doubt, the value goes on: a call that is not whole does no harm, and one
/// with half of its value does.
/// </summary>
internal sealed class XmlValueEnd(XmlToolCallTags tags, bool isWrapped, Func<string, bool> isNew)
{
    private const int LongestName = 256;

    private int _functions;
    private int _parameters;
    private bool _isAboutCalls;

    /// <summary>Begins another value.</summary>
    public void Begin() => (_functions, _parameters, _isAboutCalls) = (0, 0, false);

    /// <summary>Looks at a place where a tag may stand.</summary>
    /// <param name="text">The text from there on.</param>
    /// <param name="previous">The character before it that is no space; a line break at the beginning.</param>
    /// <param name="isEnd">Whether nothing follows.</param>
    /// <param name="length">How long the tag is: of the end of the value what is done with, otherwise what belongs to it.</param>
    /// <returns>Whether the value ends here; null where the text is too short to tell.</returns>
    public bool? IsEnd(ReadOnlySpan<char> text, char previous, bool isEnd, out int length)
    {
        foreach (var tag in (ReadOnlySpan<string>)[tags.ParameterEnd, tags.Parameter, tags.FunctionEnd, tags.Function, tags.Opening, tags.Closing])
        {
            if (text.StartsWith(tag))
            {
                var isOurs = IsOurs(tag, text[tag.Length..], previous, isEnd);
                length = isOurs == true && tag != tags.ParameterEnd ? 0 : tag.Length;
                if (isOurs == false)
                {
                    Count(tag, previous);
                }

                return isOurs;
            }
        }

        length = 1;
        return !isEnd && tags.IsBegun(text) ? null : false;
    }

    private bool? IsOurs(string tag, ReadOnlySpan<char> after, char previous, bool isEnd)
    {
        if (tag == tags.ParameterEnd)
        {
            return FitsBehindParameter(after, previous == '\n', isEnd);
        }

        if (tag == tags.Parameter)
        {
            // The end tag before it is missing.
            return previous == '\n' && _parameters == 0 && _functions == 0 ? IsNew(after, isEnd) : false;
        }

        return tag == tags.FunctionEnd && _functions == 0 ? FitsBehindFunction(after, previous == '\n', isEnd) : false;
    }

    /// <summary>Counts what is open in the value. A tag in the middle of a sentence is only mentioned, and has no end.</summary>
    private void Count(string tag, char previous)
    {
        _isAboutCalls = true;
        var isBlock = previous is '\n' or '>';
        _parameters += tag == tags.Parameter && isBlock ? 1 : tag == tags.ParameterEnd && _parameters > 0 ? -1 : 0;
        _functions += tag == tags.Function && isBlock ? 1 : tag == tags.FunctionEnd && _functions > 0 ? -1 : 0;
    }

    private bool? FitsBehindParameter(ReadOnlySpan<char> after, bool isLineStart, bool isEnd, bool isAgain = false)
    {
        if (!Next(after, out var rest, ref isLineStart))
        {
            return false;
        }

        if (rest.StartsWith(tags.Parameter))
        {
            return _parameters == 0 || _functions == 0 ? IsNew(rest[tags.Parameter.Length..], isEnd) : false;
        }

        if (rest.StartsWith(tags.FunctionEnd))
        {
            // An end that fits to the last tag is ours, though a tag without its end was counted.
            return _parameters == 0 || _functions == 0 ? FitsBehindFunction(rest[tags.FunctionEnd.Length..], isLineStart, isEnd) : false;
        }

        if (_parameters > 0 || _functions > 0)
        {
            return !isEnd && tags.IsBegun(rest) ? null : false;
        }

        if (rest.StartsWith(tags.ParameterEnd) && !isAgain)
        {
            return FitsBehindParameter(rest[tags.ParameterEnd.Length..], isLineStart, isEnd, isAgain: true);
        }

        return isWrapped && rest.StartsWith(tags.Closing) ? FitsBehindCall(rest[tags.Closing.Length..], isLineStart, isEnd)
            : !tags.IsBegun(rest) ? false
            : isEnd ? true : null;
    }

    /// <summary>Whether the end of a function is ours: behind that of a wrapped one, nothing but its end tag or another call can stand.</summary>
    private bool? FitsBehindFunction(ReadOnlySpan<char> after, bool isLineStart, bool isEnd)
    {
        if (!isWrapped)
        {
            return true;
        }

        if (!Next(after, out var rest, ref isLineStart))
        {
            return false;
        }

        return rest.StartsWith(tags.Closing) ? FitsBehindCall(rest[tags.Closing.Length..], isLineStart, isEnd)
            : rest.StartsWith(tags.Opening) || rest.StartsWith(tags.Function) ? true
            : !tags.Closing.AsSpan().StartsWith(rest) && !tags.Opening.AsSpan().StartsWith(rest) && !tags.Function.AsSpan().StartsWith(rest) ? false
            : isEnd ? true : null;
    }

    /// <summary>
    /// Whether the end tag of a call is ours. It is where the end tags stand as the format has them, each in a line, and the value had none;
    /// otherwise one more end tag behind it shows that it was not.
    /// </summary>
    private bool? FitsBehindCall(ReadOnlySpan<char> after, bool isLineStart, bool isEnd)
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

    /// <summary>Passes over white space; false where there is too much of it.</summary>
    private static bool Next(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest, ref bool isLineStart)
    {
        rest = text.TrimStart();
        var gap = text[..^rest.Length];
        isLineStart = isLineStart && gap.Contains('\n');
        return gap.Length <= Tags.LongestGap;
    }

    /// <summary>Whether the tag behind whose beginning the text stands names a parameter that the function has and that was not given yet.</summary>
    private bool? IsNew(ReadOnlySpan<char> text, bool isEnd)
    {
        var end = text[..Math.Min(text.Length, LongestName)].IndexOf('>');
        return end >= 0 ? isNew(XmlName.Of(text[..end])) : text.Length >= LongestName ? false : isEnd ? true : null;
    }
}
