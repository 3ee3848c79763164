using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>What some servers send for <c>response.completed</c>. Wire type: <c>response.done</c>.</summary>
public sealed class ResponseDoneEvent : ResponseTerminalEvent
{
    internal ResponseDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
