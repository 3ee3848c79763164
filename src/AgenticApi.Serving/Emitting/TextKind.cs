using System.Text;

namespace AgenticApi.Serving.Emitting;

/// <summary>A kind of text that a model writes, and how its item and its events are named.</summary>
/// <param name="itemType">The type of the item that contains the text. An item contains one text.</param>
/// <param name="idPrefix">The prefix of the item's id.</param>
/// <param name="partType">The type of the content part that contains the text; null if the text is a member of the item.</param>
/// <param name="member">The name of the member with the text: in the part or item, and in the event that ends the text.</param>
/// <param name="deltaType">The type of the delta events of the text.</param>
/// <param name="doneType">The type of the event that ends the text.</param>
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

    /// <summary>Whether the item is a tool call.</summary>
    public bool IsCall { get; private init; }

    /// <summary>Whether the protocol requires <c>logprobs</c> next to the text.</summary>
    public bool HasLogprobs { get; private init; }

    public string ItemType { get; } = itemType;

    public string IdPrefix { get; } = idPrefix;

    public string? PartType { get; } = partType;

    public byte[] Utf8Member { get; } = Encoding.UTF8.GetBytes(member);

    public byte[] DeltaHead { get; } = EventWriter.Head(deltaType);

    public byte[] DoneHead { get; } = EventWriter.Head(doneType);
}
