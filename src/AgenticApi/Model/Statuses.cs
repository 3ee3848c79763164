namespace AgenticApi;

/// <summary>
/// The values of <c>status</c> that the protocol names for responses and items. The set is open: a server may send any
/// other string, and it is kept.
/// </summary>
public static class Statuses
{
    /// <summary>Finished whole.</summary>
    public const string Completed = "completed";

    /// <summary>Cut off; of a response, <see cref="IncompleteDetails.Reason"/> says why.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>Still being produced.</summary>
    public const string InProgress = "in_progress";

    /// <summary>A background response that waits for its turn.</summary>
    public const string Queued = "queued";

    /// <summary>Ended with an error; of a response, <see cref="Response.Error"/> says which.</summary>
    public const string Failed = "failed";

    /// <summary>A background response that somebody cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A file search or web search that runs.</summary>
    public const string Searching = "searching";

    /// <summary>Code that runs.</summary>
    public const string Interpreting = "interpreting";

    /// <summary>An image that is being generated.</summary>
    public const string Generating = "generating";
}
