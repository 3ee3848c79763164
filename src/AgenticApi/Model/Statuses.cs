namespace AgenticApi;

/// <summary>
/// The values of <c>status</c> that the protocol defines for responses and items. The set is open: any other string that a server
/// sends is kept.
/// </summary>
public static class Statuses
{
    /// <summary>Finished.</summary>
    public const string Completed = "completed";

    /// <summary>Cut off. <see cref="IncompleteDetails.Reason"/> has the reason for a response.</summary>
    public const string Incomplete = "incomplete";

    /// <summary>Still being produced.</summary>
    public const string InProgress = "in_progress";

    /// <summary>A background response is waiting to start.</summary>
    public const string Queued = "queued";

    /// <summary>Ended with an error. <see cref="Response.Error"/> has the error of a response.</summary>
    public const string Failed = "failed";

    /// <summary>A background response was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>A file search or web search is running.</summary>
    public const string Searching = "searching";

    /// <summary>Code is running.</summary>
    public const string Interpreting = "interpreting";

    /// <summary>An image is being generated.</summary>
    public const string Generating = "generating";
}
