namespace AgenticApi.Reading;

/// <summary>How the events of a stream are framed.</summary>
internal enum Framing
{
    /// <summary>Not known yet: more bytes are needed.</summary>
    Unknown,

    /// <summary>Server-sent events.</summary>
    Events,

    /// <summary>JSON objects one after the other.</summary>
    Json,

    /// <summary>Neither. An event stream may still follow, after text that event streams ignore.</summary>
    Other,
}
