using System.Buffers;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// Finds the end of a JSON object or array in text that comes in pieces. It counts brackets and skips strings, and does not check whether
/// the JSON is valid.
/// </summary>
internal struct JsonBalance
{
    private static readonly SearchValues<char> InString = SearchValues.Create("\"\\");

    private static readonly SearchValues<char> Outside = SearchValues.Create("\"{}[]");

    private int _depth;
    private bool _inString;
    private bool _isEscaped;

    /// <summary>Whether an object or array has begun and ended. The end of other values cannot be found.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Reads the next piece of the text.</summary>
    /// <returns>The index after the end of the value; the length of the piece if the value does not end in it.</returns>
    public int Read(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                at++;
                continue;
            }

            var next = text[at..].IndexOfAny(_inString ? InString : Outside);
            if (next < 0)
            {
                break;
            }

            at += next + 1;
            if (ReadStructural(text[at - 1]))
            {
                return at;
            }
        }

        return text.Length;
    }

    /// <summary>Reads a bracket, quote or backslash; returns whether the value ends with it.</summary>
    private bool ReadStructural(char c)
    {
        switch (c)
        {
            case '\\':
                _isEscaped = true;
                return false;
            case '"':
                _inString = !_inString;
                return false;
            case '{' or '[':
                _depth++;
                IsWhole = false;
                return false;
            default:
                _depth = Math.Max(_depth - 1, 0);
                IsWhole = _depth == 0;
                return IsWhole;
        }
    }
}
