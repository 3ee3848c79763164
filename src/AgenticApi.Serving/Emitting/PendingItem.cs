namespace AgenticApi.Serving.Emitting;

/// <summary>An output item that is not closed: what the model has said of it, and how much of that was sent.</summary>
internal sealed class PendingItem(TextKind kind, bool keepsWhiteSpace)
{
    private JsonBalance _balance;
    private char _half;

    public TextKind Kind { get; } = kind;

    public bool IsCall => Kind == TextKind.Arguments;

    /// <summary>The item's id; empty until it is opened.</summary>
    public string Id { get; set; } = "";

    /// <summary>The item's place in the output; -1 until it is opened.</summary>
    public int OutputIndex { get; set; } = -1;

    /// <summary>Whether its last event was sent, or it was dropped.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The id that the model's server gave the call; empty where it gave none.</summary>
    public string GivenId { get; set; } = "";

    /// <summary>The id that the call is sent with, once it is opened.</summary>
    public string CallId { get; set; } = "";

    /// <summary>The function's name; null until it is known.</summary>
    public string? Name { get; set; }

    /// <summary>How the call ended, as the model's server says; null where it did not say.</summary>
    public CallEnding? Ending { get; set; }

    /// <summary>The text so far, escaped.</summary>
    public Utf8Buffer Text { get; } = new(64);

    /// <summary>Whether the text is more than white space, or white space counts.</summary>
    public bool IsVisible { get; private set; } = keepsWhiteSpace;

    /// <summary>How many bytes of the text were sent.</summary>
    public int Sent { get; set; }

    /// <summary>The item's id and place as its events have them, once it is opened.</summary>
    public byte[] Place { get; set; } = [];

    /// <summary>What its delta events have before the delta, once it is opened.</summary>
    public byte[] DeltaHead { get; set; } = [];

    /// <summary>The first delta that was sent; null before.</summary>
    public ResponseStreamEvent? FirstDelta { get; set; }

    /// <summary>Whether it may be opened: a call needs its name, and a text something that can be seen.</summary>
    public bool CanOpen => IsCall ? Name is not null : IsVisible;

    /// <summary>Whether the arguments are as many closing brackets as opening ones, so that they may be whole.</summary>
    public bool IsWhole => _balance.IsWhole;

    /// <summary>Whether the arguments are one JSON object.</summary>
    public bool IsObject => ArgumentsJson.IsObject(Text.Span);

    /// <summary>Whether what comes after it may close it: of a call, more may come until its arguments are whole.</summary>
    public bool CanClose => !IsCall || Ending is not null || (Name is not null && IsWhole);

    /// <summary>Takes more text. Half of a surrogate pair waits for its other half.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        IsVisible = IsVisible || !text.IsWhiteSpace();
        if (_half != 0)
        {
            Text.AppendEscaped(char.IsLowSurrogate(text[0]) ? [_half, text[0]] : [_half]);
            text = char.IsLowSurrogate(text[0]) ? text[1..] : text;
            _half = default;
        }

        if (!text.IsEmpty && char.IsHighSurrogate(text[^1]))
        {
            _half = text[^1];
            text = text[..^1];
        }

        Text.AppendEscaped(text);
        for (var at = 0; IsCall && at < text.Length;)
        {
            at += _balance.Read(text[at..]);
        }
    }

    /// <summary>Ends the text: a half that still waits has no other half.</summary>
    public void EndText()
    {
        if (_half != 0)
        {
            Text.AppendEscaped([_half]);
            _half = default;
        }
    }
}
