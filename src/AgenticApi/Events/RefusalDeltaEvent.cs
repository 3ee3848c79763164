using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of a refusal. Wire type: <c>response.refusal.delta</c>.</summary>
public sealed class RefusalDeltaEvent : DeltaEvent
{
    internal RefusalDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the part in the content of the item, from 0; null if the server sent none.</summary>
    public int? ContentIndex => PartIndex;
}
