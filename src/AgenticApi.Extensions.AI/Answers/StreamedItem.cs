using System.Text;

namespace AgenticApi.Extensions.AI;

/// <summary>An item of a stream: the text that was passed on, and the text that waits until the items before it are complete.</summary>
internal sealed class StreamedItem
{
    private readonly StringBuilder _given = new();
    private readonly StringBuilder _waiting = new();
    private int? _part;

    /// <summary>The type of the item; null until an event has it.</summary>
    public string? Type { get; set; }

    /// <summary>The id of the item; null until an event has it.</summary>
    public string? Id { get; set; }

    /// <summary>The finished item; null until its last event.</summary>
    public OutputItem? Whole { get; set; }

    /// <summary>Whether the stream skipped items before this one. Unless it is text, it waits for the final response, which may have them.</summary>
    public bool IsAfterGap { get; set; }

    /// <summary>Whether the whole item was passed on.</summary>
    public bool IsGiven { get; set; }

    /// <summary>Whether the item is a call. Calls are passed on at the end.</summary>
    public bool IsCall => Type is ItemTypes.FunctionCall or ItemTypes.CustomToolCall;

    /// <summary>Whether text of the item was passed on.</summary>
    public bool HasBegun => _given.Length > 0;

    /// <summary>
    /// Whether text can be passed on now. Leading white space waits for other text, because a message without any other text may be left out.
    /// </summary>
    public bool HasText => _waiting.Length > 0 && (HasBegun || !string.IsNullOrWhiteSpace(_waiting.ToString()));

    /// <summary>Whether the finished item is only white space, which the final response may leave out.</summary>
    public bool IsBlank => Whole is MessageItem message && string.IsNullOrWhiteSpace(message.OutputText) && !HasBegun && message.Content.All(static part => part is OutputTextPart);

    /// <summary>The text that was passed on.</summary>
    public string Given => _given.ToString();

    /// <summary>Appends text of an event.</summary>
    /// <param name="text">The text.</param>
    /// <param name="part">The number of the part, if the parts are separate paragraphs; otherwise null.</param>
    public void Append(string text, int? part)
    {
        if (part != _part && _part is not null && _given.Length + _waiting.Length > 0)
        {
            _waiting.Append("\n\n");
        }

        _part = part ?? _part;
        _waiting.Append(text);
    }

    /// <summary>Returns the waiting text, which is then passed on.</summary>
    public string Take()
    {
        var text = _waiting.ToString();
        _waiting.Clear();
        _given.Append(text);
        return text;
    }

    /// <summary>Returns the rest of the whole text that was not passed on; empty if the text differs from what was passed on.</summary>
    public string TakeRest(string whole)
    {
        var given = Given;
        var rest = whole.StartsWith(given, StringComparison.Ordinal) ? whole[given.Length..] : "";
        _given.Append(rest);
        _waiting.Clear();
        return rest;
    }
}
