namespace AgenticApi.Reading;

/// <summary>How the events of a stream are framed.</summary>
internal enum Framing
{
    /// <summary>Too few bytes have come to tell.</summary>
    Unknown,

    /// <summary>Server-sent events.</summary>
    Events,

    /// <summary>JSON objects one after the other.</summary>
    Json,

    /// <summary>Neither. An event stream may still follow, after text that an event stream passes over.</summary>
    Other,
}
