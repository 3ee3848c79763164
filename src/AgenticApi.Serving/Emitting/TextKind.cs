using System.Text;

namespace AgenticApi.Serving.Emitting;

/// <summary>What is different between the kinds of text that a model writes: one row a kind, and nothing about it anywhere else.</summary>
/// <param name="ItemType">The type of the item that holds the text. An item holds one text.</param>
/// <param name="IdPrefix">What the item's id begins with.</param>
/// <param name="PartType">The type of the content part that holds the text; null where the item itself does.</param>
/// <param name="Member">The member that holds it, of the part or the item, and of the event that ends it.</param>
/// <param name="DeltaType">The type of the events that bring the text.</param>
/// <param name="DoneType">The type of the event that ends it.</param>
internal sealed record TextKind(string ItemType, string IdPrefix, string? PartType, string Member, string DeltaType, string DoneType)
{
    public static readonly TextKind Content =
        new(ItemTypes.Message, "msg", PartTypes.OutputText, "text", EventTypes.OutputTextDelta, EventTypes.OutputTextDone) { HasLogprobs = true };

    public static readonly TextKind Refusal =
        new(ItemTypes.Message, "msg", PartTypes.Refusal, "refusal", EventTypes.RefusalDelta, EventTypes.RefusalDone);

    public static readonly TextKind Reasoning =
        new(ItemTypes.Reasoning, "rs", PartTypes.ReasoningText, "text", EventTypes.ReasoningTextDelta, EventTypes.ReasoningTextDone);

    public static readonly TextKind Arguments =
        new(ItemTypes.FunctionCall, "fc", null, "arguments", EventTypes.FunctionCallArgumentsDelta, EventTypes.FunctionCallArgumentsDone);

    /// <summary>Whether the protocol requires <c>logprobs</c> beside the text; they are always empty.</summary>
    public bool HasLogprobs { get; private init; }

    public byte[] Utf8Member { get; } = Encoding.UTF8.GetBytes(Member);
}
