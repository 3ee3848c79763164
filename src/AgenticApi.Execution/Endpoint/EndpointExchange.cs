namespace AgenticApi.Execution;

/// <summary>How an exchange with the server went, beside what it answered. The endpoint fills it in.</summary>
public sealed class EndpointExchange
{
    /// <summary>The HTTP status of the last answer; null where none came.</summary>
    public int? HttpStatus { get; internal set; }

    /// <summary>What <c>Retry-After</c> of the last answer said; null where it was absent.</summary>
    public TimeSpan? RetryAfter { get; internal set; }

    /// <summary>How many requests were sent: one more than were repeated.</summary>
    public int Attempts { get; internal set; }

    /// <summary>The exception of a connection that could not be made or broke before an event came; null where there was none.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>After how long a silence of the server its answer counts as broken; null for never.</summary>
    internal TimeSpan? StallTimeout { get; init; }

    /// <summary>Forgets an exchange before it.</summary>
    internal void Begin() => (HttpStatus, RetryAfter, Attempts, Exception) = (null, null, 0, null);
}
