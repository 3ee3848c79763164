using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A summary of reasoning begins. Wire type: <c>response.reasoning_summary_part.added</c>.</summary>
public sealed class ReasoningSummaryPartAddedEvent : ItemEvent
{
    internal ReasoningSummaryPartAddedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The summary's place in the item, from 0; null where the server sent none.</summary>
    public int? SummaryIndex => PartIndex;

    /// <summary>The summary; null where the server sent none.</summary>
    public ContentPart? Part => Payload(ContentPart.FromJson);
}
