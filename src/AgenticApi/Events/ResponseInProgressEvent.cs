using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>Reports that the model is working on the response. Wire type: <c>response.in_progress</c>.</summary>
public sealed class ResponseInProgressEvent : ResponseLifecycleEvent
{
    internal ResponseInProgressEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
