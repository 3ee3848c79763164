using System.Buffers;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// Where a JSON object or array ends, found while its text comes piece by piece. Brackets are counted and strings stepped over; whether it is
/// valid is not looked at.
/// </summary>
internal struct JsonBalance
{
    private static readonly SearchValues<char> InString = SearchValues.Create("\"\\");

    private static readonly SearchValues<char> Outside = SearchValues.Create("\"{}[]");

    private int _depth;
    private bool _inString;
    private bool _isEscaped;

    /// <summary>Whether an object or array has begun and ended. Other values have no end that could be seen.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Reads on.</summary>
    /// <returns>The place behind the end of the value; the length of the text where it does not end in it.</returns>
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
            if (Take(text[at - 1]))
            {
                return at;
            }
        }

        return text.Length;
    }

    /// <summary>Takes a character that means something; says whether the value ends with it.</summary>
    private bool Take(char c)
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
