namespace AgenticApi.Execution;

/// <summary>The circumstances of an exchange with a server: status, attempts, errors. The endpoint fills it in. Read it after the exchange has ended.</summary>
public sealed class EndpointExchange
{
    /// <summary>The HTTP status of the last answer; null if there was none.</summary>
    public int? HttpStatus { get; internal set; }

    /// <summary>The <c>Retry-After</c> of the last answer; null if it was absent.</summary>
    public TimeSpan? RetryAfter { get; internal set; }

    /// <summary>The number of requests that were sent, including repetitions.</summary>
    public int Attempts { get; internal set; }

    /// <summary>The exception of the last connection that failed, or that broke before the first event; null if there was none.</summary>
    public Exception? Exception { get; internal set; }

    /// <summary>The longest time that the server may send nothing; null for no limit.</summary>
    internal TimeSpan? StallTimeout { get; init; }

    /// <summary>Clears the values of an earlier exchange.</summary>
    internal void Begin() => (HttpStatus, RetryAfter, Attempts, Exception) = (null, null, 0, null);
}
