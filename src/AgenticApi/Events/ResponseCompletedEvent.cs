using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The response is finished, whole. Wire type: <c>response.completed</c>.</summary>
public sealed class ResponseCompletedEvent : ResponseTerminalEvent
{
    internal ResponseCompletedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
