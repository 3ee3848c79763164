namespace AgenticApi.Execution;

/// <summary>What a round does about a stream that broke, in the order in which it tries.</summary>
internal enum Recovery
{
    /// <summary>The stream broke.</summary>
    StreamBroken,

    /// <summary>A process that is gone began the response.</summary>
    TakenUp,

    /// <summary>The stream is asked for again, from after its last event on.</summary>
    StreamResumed,

    /// <summary>The stored response is asked for.</summary>
    ResponseFetched,

    /// <summary>The request is sent again without what the server refused.</summary>
    RequestMended,

    /// <summary>The whole items and the started calls are kept, and the next round begins.</summary>
    Salvaged,

    /// <summary>The same request is sent again.</summary>
    Restarted,

    /// <summary>A call takes over the output of an equal one that was started before.</summary>
    CallAdopted,
}
