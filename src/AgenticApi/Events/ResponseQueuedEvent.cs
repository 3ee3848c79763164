using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>Reports that a background response is waiting to start. Wire type: <c>response.queued</c>.</summary>
public sealed class ResponseQueuedEvent : ResponseLifecycleEvent
{
    internal ResponseQueuedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
