using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The model works on the response. Wire type: <c>response.in_progress</c>.</summary>
public sealed class ResponseInProgressEvent : ResponseLifecycleEvent
{
    internal ResponseInProgressEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
