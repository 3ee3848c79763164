using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The end of a response that is complete. Wire type: <c>response.completed</c>.</summary>
public sealed class ResponseCompletedEvent : ResponseTerminalEvent
{
    internal ResponseCompletedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
