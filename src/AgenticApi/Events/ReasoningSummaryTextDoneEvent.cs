using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete text of a summary of reasoning. Wire type: <c>response.reasoning_summary_text.done</c>.</summary>
public sealed class ReasoningSummaryTextDoneEvent : ItemEvent
{
    internal ReasoningSummaryTextDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the summary in the item, from 0; null if the server sent none.</summary>
    public int? SummaryIndex => PartIndex;

    /// <summary>The complete text; empty if the server sent none.</summary>
    public string Text => String(Fields.Payload) ?? "";
}
