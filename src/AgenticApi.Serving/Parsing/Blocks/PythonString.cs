using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>
/// A string in Python, with one or three quotes, written as a JSON string while it comes. A quote in it that nothing fits behind that may stand
/// behind a value is part of it: models forget the backslash.
/// </summary>
internal sealed class PythonString
{
    private readonly JsonStringRelay _relay = new();
    private string _quote = "";
    private bool _isRaw;

    /// <summary>Whether the closing quote was read.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Begins a string.</summary>
    /// <param name="text">The text of a value.</param>
    /// <param name="isEnd">Whether nothing follows the text.</param>
    /// <param name="arguments">Where to write it.</param>
    /// <returns>The length of its opening quote, 0 where the value is no string, and null where the text is too short to tell.</returns>
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

        (_quote, _isRaw, IsWhole) = (isLong == true ? three : three[..1], prefix == 1 && text[0] is 'r' or 'R', false);
        _relay.Begin(quote, arguments);
        return prefix + _quote.Length;
    }

    /// <summary>Reads on; says how much is done with.</summary>
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

    /// <summary>Reads up to the next escape or quote, and that; 0 where more text is needed.</summary>
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
        if (Tags.At(text, _quote, isEnd) is not true and var isThere)
        {
            return isThere;
        }

        var after = text[_quote.Length..];
        var rest = after.TrimStart();
        return _quote.Length > 1 || after.Length - rest.Length > Tags.LongestGap ? true
            : !rest.IsEmpty ? rest[0] is ',' or ')'
            : isEnd ? true : null;
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
