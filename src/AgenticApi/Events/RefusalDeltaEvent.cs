using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>More of a refusal. Wire type: <c>response.refusal.delta</c>.</summary>
public sealed class RefusalDeltaEvent : DeltaEvent
{
    internal RefusalDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The part's place in the item's content, from 0; null where the server sent none.</summary>
    public int? ContentIndex => PartIndex;
}
