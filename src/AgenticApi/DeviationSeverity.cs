namespace AgenticApi;

/// <summary>How much a deviation matters.</summary>
public enum DeviationSeverity
{
    /// <summary>Differs from the protocol in a way that is known of the server and does no harm.</summary>
    Info,

    /// <summary>Wrong, and repaired.</summary>
    Warning,

    /// <summary>Something that the stream contained is not in the response, or two sources contradict each other.</summary>
    Error,
}
