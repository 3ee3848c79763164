namespace AgenticApi.Serving.Emitting;

/// <summary>Text as it stands between the quotes of a JSON string, put together piece by piece.</summary>
internal sealed class EscapedText
{
    private readonly Utf8Buffer _json = new(64);
    private char _half;

    public int Length => _json.Length;

    public ReadOnlySpan<byte> Span => _json.Span;

    /// <summary>Appends a piece. Half of a surrogate pair at its end waits for its other half.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (_half != 0)
        {
            var isPair = char.IsLowSurrogate(text[0]);
            _json.AppendEscaped(isPair ? [_half, text[0]] : [_half]);
            text = isPair ? text[1..] : text;
            _half = default;
        }

        if (!text.IsEmpty && char.IsHighSurrogate(text[^1]))
        {
            _half = text[^1];
            text = text[..^1];
        }

        _json.AppendEscaped(text);
    }

    /// <summary>Ends the text: a half that still waits has no other half.</summary>
    public void End()
    {
        if (_half != 0)
        {
            _json.AppendEscaped([_half]);
            _half = default;
        }
    }
}
