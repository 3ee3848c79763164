using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The response ended with an error; <see cref="Response.Error"/> says which. Wire type: <c>response.failed</c>.</summary>
public sealed class ResponseFailedEvent : ResponseTerminalEvent
{
    internal ResponseFailedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
