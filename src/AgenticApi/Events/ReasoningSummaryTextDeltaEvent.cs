using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of a summary of reasoning. Wire type: <c>response.reasoning_summary_text.delta</c>.</summary>
public sealed class ReasoningSummaryTextDeltaEvent : DeltaEvent
{
    internal ReasoningSummaryTextDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the summary in the item, from 0; null if the server sent none.</summary>
    public int? SummaryIndex => PartIndex;
}
