namespace AgenticApi;

/// <summary>How much a deviation matters.</summary>
public enum DeviationSeverity
{
    /// <summary>Differs from the protocol's letter in a way that is expected of the server and costs nothing.</summary>
    Info,

    /// <summary>Wrong, and repaired.</summary>
    Warning,

    /// <summary>Something that the stream carried is not in the response, or two sources contradict each other.</summary>
    Error,
}
