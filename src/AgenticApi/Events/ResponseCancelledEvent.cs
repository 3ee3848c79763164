using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The response was cancelled, as some servers say it; in the protocol no event does. Wire type: <c>response.cancelled</c>.</summary>
public sealed class ResponseCancelledEvent : ResponseTerminalEvent
{
    internal ResponseCancelledEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
