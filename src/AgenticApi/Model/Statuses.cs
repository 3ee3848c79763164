namespace AgenticApi;

/// <summary>
/// The values of <c>status</c> that the protocol defines for responses and items. The set is open: any other string that a server
/// sends is kept.
/// </summary>
public static class Statuses
{
    /// <summary>Finished.</summary>
    public const string Completed = "completed";

    /// <summary>Cut off. <see cref="IncompleteDetails.Reason"/> says why a response is.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>Still being produced.</summary>
    public const string InProgress = "in_progress";

    /// <summary>A background response that waits to start.</summary>
    public const string Queued = "queued";

    /// <summary>Ended with an error. <see cref="Response.Error"/> says which one a response has.</summary>
    public const string Failed = "failed";

    /// <summary>A background response that was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A file search or web search that runs.</summary>
    public const string Searching = "searching";

    /// <summary>Code that runs.</summary>
    public const string Interpreting = "interpreting";

    /// <summary>An image that is being generated.</summary>
    public const string Generating = "generating";
}
