using System.Globalization;

namespace AgenticApi.Serving.Emitting;

/// <summary>Decodes a JSON string that comes in pieces. An invalid escape is kept as text, with its backslash.</summary>
internal sealed class StringEscapes
{
    private string _escape = "";

    /// <summary>Whether the closing quote was read.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>
    /// Reads the next piece after the opening quote; returns how many characters belong to the string, including its closing quote.
    /// </summary>
    public int Read(ReadOnlySpan<char> text, EscapedText output)
    {
        var at = 0;
        while (at < text.Length && !IsWhole)
        {
            if (_escape.Length > 0)
            {
                at += ReadEscape(text[at], output);
                continue;
            }

            var next = text[at..].IndexOfAny('"', '\\');
            var plain = text.Slice(at, next < 0 ? text.Length - at : next);
            output.Append(plain);
            at += plain.Length;
            if (next >= 0)
            {
                IsWhole = text[at] == '"';
                _escape = IsWhole ? "" : "\\";
                at++;
            }
        }

        return at;
    }

    /// <summary>Ends a string that was cut off. An incomplete escape is dropped.</summary>
    public void End(EscapedText output)
    {
        output.End();
        _escape = "";
    }

    /// <summary>Reads one character of an escape; returns 0 if the character does not belong to it, otherwise 1.</summary>
    private int ReadEscape(char c, EscapedText output)
    {
        if (_escape.Length > 1 && !char.IsAsciiHexDigit(c))
        {
            EndEscape(_escape, output);
            return 0;
        }

        _escape += c;
        if (_escape is "\\u" || (_escape[1] == 'u' && _escape.Length < 6))
        {
            return 1;
        }

        EndEscape(
            c switch
            {
                _ when _escape.Length == 6 => ((char)int.Parse(_escape.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
                'n' => "\n",
                'r' => "\r",
                't' => "\t",
                'b' => "\b",
                'f' => "\f",
                '"' or '\\' or '/' => c.ToString(),
                _ => _escape,
            },
            output);
        return 1;
    }

    private void EndEscape(string text, EscapedText output)
    {
        output.Append(text);
        _escape = "";
    }
}
