using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A summary of reasoning is finished, and stands here whole. Wire type: <c>response.reasoning_summary_part.done</c>.</summary>
public sealed class ReasoningSummaryPartDoneEvent : ItemEvent
{
    internal ReasoningSummaryPartDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The summary's place in the item, from 0; null where the server sent none.</summary>
    public int? SummaryIndex => PartIndex;

    /// <summary>The summary; null where the server sent none.</summary>
    public ContentPart? Part => Payload(ContentPart.FromJson);
}
