namespace AgenticApi;

/// <summary>How a response ended.</summary>
public enum Ending
{
    /// <summary>The server said that the response is complete. Only such a response is safe to act on as a whole.</summary>
    Completed,

    /// <summary>The server cut the response off; <see cref="Response.IncompleteDetails"/> says why.</summary>
    Incomplete,

    /// <summary>The server said that the response failed; <see cref="Response.Error"/> says why.</summary>
    Failed,

    /// <summary>The server said that the response was cancelled.</summary>
    Cancelled,

    /// <summary>A blocking body of a background response that is queued or running still.</summary>
    InProgress,

    /// <summary>The stream stopped without a terminal event. All text and arguments that came are there.</summary>
    Truncated,

    /// <summary>An <c>error</c> event ended the stream, or the body is an error; <see cref="Response.Error"/> holds it.</summary>
    Errored,
}
