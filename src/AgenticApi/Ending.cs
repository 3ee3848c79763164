namespace AgenticApi;

/// <summary>How a response ended.</summary>
public enum Ending
{
    /// <summary>The server reported the response as complete. Only a completed response is safe to act on as a whole.</summary>
    Completed,

    /// <summary>The server cut the response off. <see cref="Response.IncompleteDetails"/> has the reason.</summary>
    Incomplete,

    /// <summary>The server reported the response as failed. <see cref="Response.Error"/> has the reason.</summary>
    Failed,

    /// <summary>The server reported the response as cancelled.</summary>
    Cancelled,

    /// <summary>The body is a background response that is still queued or running.</summary>
    InProgress,

    /// <summary>The stream stopped without a terminal event. The response has all text and arguments that were received.</summary>
    Truncated,

    /// <summary>An <c>error</c> event ended the stream, or the body is an error. <see cref="Response.Error"/> has the error.</summary>
    Errored,
}
