using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The end of a response. Some servers send it in place of <c>response.completed</c>. Wire type: <c>response.done</c>.</summary>
public sealed class ResponseDoneEvent : ResponseTerminalEvent
{
    internal ResponseDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
