using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A heartbeat: nothing happened, and the connection lives. Wire type: <c>keepalive</c>.</summary>
public sealed class KeepaliveEvent : ResponseStreamEvent
{
    internal KeepaliveEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
