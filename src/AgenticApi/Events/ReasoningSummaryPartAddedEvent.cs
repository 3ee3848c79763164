using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The start of a summary of reasoning. Wire type: <c>response.reasoning_summary_part.added</c>.</summary>
public sealed class ReasoningSummaryPartAddedEvent : ItemEvent
{
    internal ReasoningSummaryPartAddedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the summary in the item, from 0; null if the server sent none.</summary>
    public int? SummaryIndex => PartIndex;

    /// <summary>The summary; null if the server sent none.</summary>
    public ContentPart? Part => Payload(ContentPart.FromJson);
}
