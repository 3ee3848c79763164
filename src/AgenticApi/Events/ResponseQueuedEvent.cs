using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A background response waits for its turn. Wire type: <c>response.queued</c>.</summary>
public sealed class ResponseQueuedEvent : ResponseLifecycleEvent
{
    internal ResponseQueuedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
