using System.Text;

namespace AgenticApi.Serving.Emitting;

/// <summary>What is different between the kinds of text that a model writes: one row a kind, and nothing about it anywhere else.</summary>
/// <param name="itemType">The type of the item that holds the text. An item holds one text.</param>
/// <param name="idPrefix">What the item's id begins with.</param>
/// <param name="partType">The type of the content part that holds the text; null where the item itself does.</param>
/// <param name="member">The member that holds it, of the part or the item, and of the event that ends it.</param>
/// <param name="deltaType">The type of the events that bring the text.</param>
/// <param name="doneType">The type of the event that ends it.</param>
internal sealed class TextKind(string itemType, string idPrefix, string? partType, string member, string deltaType, string doneType)
{
    public static readonly TextKind Content =
        new(ItemTypes.Message, "msg", PartTypes.OutputText, "text", EventTypes.OutputTextDelta, EventTypes.OutputTextDone) { HasLogprobs = true };

    public static readonly TextKind Refusal =
        new(ItemTypes.Message, "msg", PartTypes.Refusal, "refusal", EventTypes.RefusalDelta, EventTypes.RefusalDone);

    public static readonly TextKind Reasoning =
        new(ItemTypes.Reasoning, "rs", PartTypes.ReasoningText, "text", EventTypes.ReasoningTextDelta, EventTypes.ReasoningTextDone);

    public static readonly TextKind Arguments =
        new(ItemTypes.FunctionCall, "fc", null, "arguments", EventTypes.FunctionCallArgumentsDelta, EventTypes.FunctionCallArgumentsDone) { IsCall = true };

    public static readonly TextKind CustomInput =
        new(ItemTypes.CustomToolCall, "ctc", null, "input", EventTypes.CustomToolCallInputDelta, EventTypes.CustomToolCallInputDone) { IsCall = true };

    /// <summary>Whether the item is a call of a tool.</summary>
    public bool IsCall { get; private init; }

    /// <summary>Whether the protocol requires <c>logprobs</c> beside the text.</summary>
    public bool HasLogprobs { get; private init; }

    public string ItemType { get; } = itemType;

    public string IdPrefix { get; } = idPrefix;

    public string? PartType { get; } = partType;

    public byte[] Utf8Member { get; } = Encoding.UTF8.GetBytes(member);

    public byte[] DeltaHead { get; } = EventWriter.Head(deltaType);

    public byte[] DoneHead { get; } = EventWriter.Head(doneType);
}
