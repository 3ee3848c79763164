using System.Buffers;
using System.Text;

namespace AgenticApi.Serving.Parsing;

/// <summary>Copies a string that comes in pieces as a JSON string: with double quotes, and with valid escapes.</summary>
internal sealed class JsonStringRelay
{
    private static readonly SearchValues<char> InString = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\'', '\\']);

    // An incomplete escape.
    private readonly StringBuilder _escape = new();
    private char _quote;

    /// <summary>Whether the closing quote was read.</summary>
    public bool IsWhole { get; private set; }

    public void Begin(char quote, StringBuilder? output)
    {
        _escape.Clear();
        (_quote, IsWhole) = (quote, false);
        output?.Append('"');
    }

    /// <summary>Reads the next piece; returns how many characters belong to the string, including its closing quote.</summary>
    public int Read(ReadOnlySpan<char> text, StringBuilder? output)
    {
        var at = 0;
        while (at < text.Length && !IsWhole)
        {
            if (_escape.Length > 0)
            {
                at += ReadEscape(text[at], output);
                continue;
            }

            var next = text[at..].IndexOfAny(InString);
            var plain = text.Slice(at, next < 0 ? text.Length - at : next);
            output?.Append(plain);
            at += plain.Length;
            if (next >= 0)
            {
                ReadSpecial(text[at++], output);
            }
        }

        return at;
    }

    /// <summary>Writes an incomplete escape as it is.</summary>
    public void Flush(StringBuilder? output)
    {
        output?.Append(_escape);
        _escape.Clear();
    }

    private void ReadSpecial(char c, StringBuilder? output)
    {
        if (c == _quote)
        {
            IsWhole = true;
            output?.Append('"');
        }
        else if (c == '\\')
        {
            _escape.Append(c);
        }
        else
        {
            Escape([c], output);
        }
    }

    /// <summary>Reads one character of an escape; returns 0 if the character does not belong to it, otherwise 1.</summary>
    private int ReadEscape(char c, StringBuilder? output)
    {
        if (_escape.Length == 1)
        {
            ReadKind(c, output);
            return 1;
        }

        if (!char.IsAsciiHexDigit(c))
        {
            // Not an escape: the backslash is a character of the string.
            Literal(output);
            return 0;
        }

        _escape.Append(c);
        if (_escape[1] == 'u' ? _escape.Length == 6 : _escape.Length == 4)
        {
            output?.Append(_escape[1] == 'u' ? "\\u" : "\\u00").Append(_escape, 2, _escape.Length - 2);
            _escape.Clear();
        }

        return 1;
    }

    private void ReadKind(char c, StringBuilder? output)
    {
        _escape.Append(c);
        switch (c)
        {
            case 'u' or 'x':
                return;
            case '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't':
                output?.Append(_escape);
                break;
            case '\'':
                output?.Append(c);
                break;
            case '\n':
                // In Python, a backslash at the end of a line continues the string in the next line.
                break;
            default:
                Literal(output);
                return;
        }

        _escape.Clear();
    }

    private void Literal(StringBuilder? output)
    {
        Escape(_escape.ToString(), output);
        _escape.Clear();
    }

    private static void Escape(ReadOnlySpan<char> text, StringBuilder? output)
    {
        if (output is not null)
        {
            JsonStrings.AppendEscaped(output, text);
        }
    }
}
