using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The end of a summary of reasoning, with the complete summary. Wire type: <c>response.reasoning_summary_part.done</c>.</summary>
public sealed class ReasoningSummaryPartDoneEvent : ItemEvent
{
    internal ReasoningSummaryPartDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the summary in the item, from 0; null if the server sent none.</summary>
    public int? SummaryIndex => PartIndex;

    /// <summary>The summary; null if the server sent none.</summary>
    public ContentPart? Part => Payload(ContentPart.FromJson);
}
