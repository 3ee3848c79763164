namespace AgenticApi.Execution;

/// <summary>The steps of a round's recovery, in the order in which they are tried.</summary>
internal enum Recovery
{
    /// <summary>The stream broke.</summary>
    StreamBroken,

    /// <summary>An earlier process began the response.</summary>
    TakenUp,

    /// <summary>The stream is resumed after its last event.</summary>
    StreamResumed,

    /// <summary>The stored response is read.</summary>
    ResponseFetched,

    /// <summary>The request is corrected and repeated.</summary>
    RequestMended,

    /// <summary>The complete items and the started calls are kept, and the next round begins.</summary>
    Salvaged,

    /// <summary>The request is repeated unchanged.</summary>
    Restarted,

    /// <summary>A call takes over the execution of an equal call that was started before.</summary>
    CallAdopted,
}
