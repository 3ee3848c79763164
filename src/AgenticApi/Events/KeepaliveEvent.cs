using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A heartbeat, which keeps the connection open and changes nothing. Wire type: <c>keepalive</c>.</summary>
public sealed class KeepaliveEvent : ResponseStreamEvent
{
    internal KeepaliveEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
