using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The text of a summary of reasoning, whole. Wire type: <c>response.reasoning_summary_text.done</c>.</summary>
public sealed class ReasoningSummaryTextDoneEvent : ItemEvent
{
    internal ReasoningSummaryTextDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The summary's place in the item, from 0; null where the server sent none.</summary>
    public int? SummaryIndex => PartIndex;

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Text => String(Fields.Payload) ?? "";
}
