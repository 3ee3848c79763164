namespace AgenticApi.Serving.Parsing;

/// <summary>
/// Tells whether a tag in a parameter's value ends it, or belongs to a value that is itself about calls: opening tags in it are counted, and
/// a tag ends the value only where what follows fits.
/// </summary>
internal sealed class XmlValueEnd(XmlToolCallTags tags, bool isWrapped, Func<string, bool> isNew)
{
    private const int LongestName = 256;

    private int _functions;
    private int _parameters;

    /// <summary>Begins another value.</summary>
    public void Begin() => (_functions, _parameters) = (0, 0);

    /// <summary>Looks at a place where a tag may stand.</summary>
    /// <param name="text">The text from there on.</param>
    /// <param name="isLineStart">Whether it begins a line.</param>
    /// <param name="isEnd">Whether nothing follows.</param>
    /// <param name="length">How long the tag is that ends the value and is done with, or the text that belongs to the value.</param>
    /// <returns>Whether the value ends here; null where the text is too short to tell.</returns>
    public bool? IsEnd(ReadOnlySpan<char> text, bool isLineStart, bool isEnd, out int length)
    {
        length = 1;
        var (end, parameter, functionEnd, function) =
            (Tags.At(text, tags.ParameterEnd, isEnd), Tags.At(text, tags.Parameter, isEnd), Tags.At(text, tags.FunctionEnd, isEnd), Tags.At(text, tags.Function, isEnd));
        if (end == true)
        {
            length = tags.ParameterEnd.Length;
            return EndsParameter(text, isEnd);
        }

        if (parameter == true)
        {
            return BeginsParameter(text, isLineStart, isEnd, out length);
        }

        if (functionEnd == true)
        {
            return EndsFunction(text, isEnd, out length);
        }

        if (function == true)
        {
            _functions++;
            length = tags.Function.Length;
            return false;
        }

        return end is null || parameter is null || functionEnd is null || function is null ? null : false;
    }

    private bool? EndsParameter(ReadOnlySpan<char> text, bool isEnd)
    {
        var isRight = FitsBehindParameter(text[tags.ParameterEnd.Length..], isEnd);
        if (isRight == false && _parameters > 0)
        {
            _parameters--;
        }

        return isRight;
    }

    private bool? FitsBehindParameter(ReadOnlySpan<char> text, bool isEnd)
    {
        var rest = text.TrimStart();
        if (text.Length - rest.Length > Tags.LongestGap)
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            return isEnd && _parameters == 0 ? true : isEnd ? false : null;
        }

        var parameter = Tags.At(rest, tags.Parameter, isEnd: false);
        if (parameter == true && _parameters == 0)
        {
            return IsNew(rest, isEnd);
        }

        // An end that fits to the last tag is ours, though an opening tag without its end was mentioned in the value.
        var function = Tags.At(rest, tags.FunctionEnd, isEnd: false);
        if (function == true && (_parameters == 0 || _functions == 0))
        {
            return FitsBehindFunction(rest[tags.FunctionEnd.Length..], isEnd);
        }

        var closing = isWrapped && _parameters == 0 && _functions == 0 ? Tags.At(rest, tags.Closing, isEnd: false) : false;
        return closing == true ? true : parameter is null || function is null || closing is null ? isEnd ? _parameters == 0 : null : false;
    }

    private bool? BeginsParameter(ReadOnlySpan<char> text, bool isLineStart, bool isEnd, out int length)
    {
        length = tags.Parameter.Length;
        var isRight = isLineStart && _parameters == 0 && _functions == 0 ? IsNew(text, isEnd) : false;
        if (isRight == true)
        {
            // The end tag is missing: the next parameter reads its own tag.
            length = 0;
        }
        else if (isRight == false)
        {
            _parameters++;
        }

        return isRight;
    }

    private bool? EndsFunction(ReadOnlySpan<char> text, bool isEnd, out int length)
    {
        length = tags.FunctionEnd.Length;
        var isRight = _functions == 0 ? FitsBehindFunction(text[length..], isEnd) : false;
        _functions -= isRight == false && _functions > 0 ? 1 : 0;
        length = isRight == true ? 0 : length;
        return isRight;
    }

    /// <summary>Whether the end of a function is ours: behind that of a wrapped one, nothing but its end tag or another call can stand.</summary>
    private bool? FitsBehindFunction(ReadOnlySpan<char> text, bool isEnd)
    {
        if (!isWrapped)
        {
            return true;
        }

        var rest = text.TrimStart();
        if (text.Length - rest.Length > Tags.LongestGap)
        {
            return false;
        }

        foreach (var tag in (ReadOnlySpan<string>)[tags.Closing, tags.Opening, tags.Function])
        {
            if (rest.StartsWith(tag))
            {
                return true;
            }
        }

        var mayFit = rest.IsEmpty || tags.Closing.AsSpan().StartsWith(rest) || tags.Opening.AsSpan().StartsWith(rest) || tags.Function.AsSpan().StartsWith(rest);
        return !mayFit ? false : isEnd ? true : null;
    }

    /// <summary>Whether the tag at the beginning names a parameter that the function has and that was not given yet.</summary>
    private bool? IsNew(ReadOnlySpan<char> text, bool isEnd)
    {
        var tag = text[tags.Parameter.Length..];
        var end = tag.IndexOf('>');
        return end is < 0 or > LongestName
            ? end < 0 && tag.Length <= LongestName && !isEnd ? null : false
            : isNew(XmlName.Of(tag[..end]));
    }
}
