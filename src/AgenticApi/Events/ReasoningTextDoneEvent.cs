using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The raw reasoning of a part, whole. Wire type: <c>response.reasoning_text.done</c>.</summary>
public sealed class ReasoningTextDoneEvent : ItemEvent
{
    internal ReasoningTextDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The part's place in the item's content, from 0; null where the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Text => String(Fields.Payload) ?? "";
}
