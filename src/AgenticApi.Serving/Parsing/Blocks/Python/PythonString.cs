using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>
/// Writes a string of Python, with one or three quotes, as a JSON string, while it comes. A quote is part of the string if the text after
/// it cannot follow a value, because models forget the backslash.
/// </summary>
internal sealed class PythonString
{
    // How many characters after a quote are searched to decide whether it ends the string.
    private const int LongestLookahead = 512;

    private readonly JsonStringRelay _relay = new();
    private string _quote = "";
    private bool _isRaw;
    private bool _hasQuotes;

    /// <summary>Whether the closing quote was read.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Begins a new string.</summary>
    /// <param name="text">The text of a value.</param>
    /// <param name="isEnd">Whether the text ends here.</param>
    /// <param name="arguments">The buffer to write to.</param>
    /// <returns>
    /// The length of the opening quote with its prefix; 0 if the value is not a string, null if more text is needed to decide.
    /// </returns>
    public int? Begin(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var prefix = text[0] is 'r' or 'R' or 'b' or 'B' or 'u' or 'U' or 'f' or 'F' ? 1 : 0;
        if (prefix == text.Length)
        {
            return isEnd ? 0 : null;
        }

        var quote = text[prefix];
        if (quote is not ('"' or '\''))
        {
            return 0;
        }

        var three = new string(quote, 3);
        var isLong = Tags.At(text[prefix..], three, isEnd);
        if (isLong is null)
        {
            return null;
        }

        (_quote, _isRaw, _hasQuotes, IsWhole) = (isLong == true ? three : three[..1], prefix == 1 && text[0] is 'r' or 'R', false, false);
        _relay.Begin(quote, arguments);
        return prefix + _quote.Length;
    }

    /// <summary>Reads the next text; returns how many characters were consumed.</summary>
    public int Read(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var taken = 0;
        while (!IsWhole && ReadPart(text[taken..], isEnd, arguments) is var length and > 0)
        {
            taken += length;
        }

        if (isEnd && !IsWhole)
        {
            _relay.Flush(arguments);
        }

        return taken;
    }

    /// <summary>Reads plain text, an escape or a quote; returns 0 if more text is needed.</summary>
    private int ReadPart(ReadOnlySpan<char> text, bool isEnd, StringBuilder arguments)
    {
        var next = text.IndexOfAny('\\', _quote[0]);
        if (next != 0)
        {
            var plain = next < 0 ? text : text[..next];
            Write(plain, arguments);
            return plain.Length;
        }

        if (text[0] == '\\')
        {
            if (text.Length > 1)
            {
                Write(text[..2], arguments);
            }

            return text.Length > 1 ? 2 : 0;
        }

        var isClosing = IsClosing(text, isEnd);
        if (isClosing == true)
        {
            _relay.Read(_quote.AsSpan(0, 1), arguments);
            IsWhole = true;
            return _quote.Length;
        }

        if (isClosing == false)
        {
            _relay.Read(['\\', _quote[0]], arguments);
        }

        return isClosing is null ? 0 : 1;
    }

    private bool? IsClosing(ReadOnlySpan<char> text, bool isEnd)
    {
        if (Tags.At(text, _quote, isEnd) is not true and var isQuote)
        {
            return isQuote;
        }

        if (_quote.Length > 1)
        {
            return true;
        }

        var isClosing = FitsAfterValue(text[1..], isEnd);
        _hasQuotes = _hasQuotes || isClosing == false;
        return isClosing;
    }

    /// <summary>Returns whether a text may follow a value: it is the next argument, or the end of the call.</summary>
    private bool? FitsAfterValue(ReadOnlySpan<char> text, bool isEnd)
    {
        // A string that already contains quotes may contain a call, and may be cut off in the middle of it.
        bool? unknown = text.Length >= LongestLookahead ? false : isEnd ? !_hasQuotes : null;
        var mark = text[..Math.Min(text.Length, LongestLookahead)].TrimStart();
        if (mark.IsEmpty || mark[0] is not (',' or ')'))
        {
            return mark.IsEmpty ? unknown : false;
        }

        var rest = mark[1..].TrimStart();
        if (rest.IsEmpty)
        {
            return unknown;
        }

        if (mark[0] == ')')
        {
            return rest[0] is ',' or ']' or ';' or '<' || mark[1..^rest.Length].Contains('\n');
        }

        var name = FunctionName.Length(rest);
        var after = rest[name..].TrimStart();
        return rest[0] == ')' ? true : name == 0 || (!after.IsEmpty && after[0] != '=') ? false : after.IsEmpty ? unknown : true;
    }

    private void Write(ReadOnlySpan<char> text, StringBuilder arguments)
    {
        if (_isRaw)
        {
            JsonStrings.AppendEscaped(arguments, text);
        }
        else
        {
            _relay.Read(text, arguments);
        }
    }
}
