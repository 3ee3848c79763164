using System.Text;

namespace AgenticApi.Extensions.AI;

/// <summary>An item of a stream: what of its text was given out, and what waits until the items before it are whole.</summary>
internal sealed class StreamedItem
{
    private readonly StringBuilder _given = new();
    private readonly StringBuilder _waiting = new();
    private int? _part;

    /// <summary>The type of the item; null until an event says it.</summary>
    public string? Type { get; set; }

    /// <summary>The id of the item; null until an event says it.</summary>
    public string? Id { get; set; }

    /// <summary>The item as its own last event has it; null until then.</summary>
    public OutputItem? Whole { get; set; }

    /// <summary>Whether the stream left out items before it, which the final response may have. It waits for them, unless it is text.</summary>
    public bool IsAfterGap { get; set; }

    /// <summary>Whether all that it has was given out.</summary>
    public bool IsGiven { get; set; }

    /// <summary>Whether it is a call, which is given out at the end.</summary>
    public bool IsCall => Type is ItemTypes.FunctionCall or ItemTypes.CustomToolCall;

    /// <summary>Whether it began to be given out.</summary>
    public bool HasBegun => _given.Length > 0;

    /// <summary>
    /// Whether text can be given out now. White space at the beginning waits for text, since a message that is nothing else may be left out.
    /// </summary>
    public bool HasText => _waiting.Length > 0 && (HasBegun || !string.IsNullOrWhiteSpace(_waiting.ToString()));

    /// <summary>Whether the whole item is nothing but white space, which the final response may leave out.</summary>
    public bool IsBlank => Whole is MessageItem message && string.IsNullOrWhiteSpace(message.OutputText) && !HasBegun && message.Content.All(static part => part is OutputTextPart);

    /// <summary>What was given out.</summary>
    public string Given => _given.ToString();

    /// <summary>Appends text that came.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">The number of its part, if parts stand apart.</param>
    public void Append(string text, int? part)
    {
        if (part != _part && _part is not null && _given.Length + _waiting.Length > 0)
        {
            _waiting.Append("\n\n");
        }

        _part = part ?? _part;
        _waiting.Append(text);
    }

    /// <summary>Takes the text that waits.</summary>
    public string Take()
    {
        var text = _waiting.ToString();
        _waiting.Clear();
        _given.Append(text);
        return text;
    }

    /// <summary>Takes what of a whole text was not given out; nothing where the text is another one.</summary>
    public string TakeRest(string whole)
    {
        var given = Given;
        var rest = whole.StartsWith(given, StringComparison.Ordinal) ? whole[given.Length..] : "";
        _given.Append(rest);
        _waiting.Clear();
        return rest;
    }
}
