namespace AgenticApi.Cassettes;

/// <summary>How an answer was sent.</summary>
public enum CassetteTransport
{
    /// <summary>As one JSON body.</summary>
    Blocking,

    /// <summary>As server-sent events.</summary>
    EventStream,

    /// <summary>As WebSocket messages, one event each.</summary>
    WebSocket,
}
