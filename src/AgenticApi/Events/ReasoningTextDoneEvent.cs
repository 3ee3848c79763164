using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete raw reasoning of a part. Wire type: <c>response.reasoning_text.done</c>.</summary>
public sealed class ReasoningTextDoneEvent : ItemEvent
{
    internal ReasoningTextDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the part in the content of the item, from 0; null if the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The complete text; empty if the server sent none.</summary>
    public string Text => String(Fields.Payload) ?? "";
}
