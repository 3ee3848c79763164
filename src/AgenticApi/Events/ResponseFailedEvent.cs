using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The end of a response that failed. <see cref="Response.Error"/> has the reason. Wire type: <c>response.failed</c>.</summary>
public sealed class ResponseFailedEvent : ResponseTerminalEvent
{
    internal ResponseFailedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
