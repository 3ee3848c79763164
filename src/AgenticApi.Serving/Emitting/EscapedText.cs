namespace AgenticApi.Serving.Emitting;

/// <summary>Collects text that comes in pieces, escaped for the inside of a JSON string.</summary>
internal sealed class EscapedText
{
    private readonly Utf8Buffer _json = new(64);
    private char _highSurrogate;

    public int Length => _json.Length;

    public ReadOnlySpan<byte> Span => _json.Span;

    /// <summary>Appends a piece. A high surrogate at its end is held back until the next piece.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (_highSurrogate != 0)
        {
            var isPair = char.IsLowSurrogate(text[0]);
            _json.AppendEscaped(isPair ? [_highSurrogate, text[0]] : [_highSurrogate]);
            text = isPair ? text[1..] : text;
            _highSurrogate = default;
        }

        if (!text.IsEmpty && char.IsHighSurrogate(text[^1]))
        {
            _highSurrogate = text[^1];
            text = text[..^1];
        }

        _json.AppendEscaped(text);
    }

    /// <summary>Ends the text. A high surrogate that is held back is written; it becomes U+FFFD.</summary>
    public void End()
    {
        if (_highSurrogate != 0)
        {
            _json.AppendEscaped([_highSurrogate]);
            _highSurrogate = default;
        }
    }
}
