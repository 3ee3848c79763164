namespace AgenticApi.Execution;

/// <summary>
/// How a request is repeated that failed before anything of an answer was received: a connection that was not made, and the statuses 408, 409,
/// 425, 429, 500, 502, 503 and 504. A 429 that says <c>insufficient_quota</c> does not pass, and is not repeated.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>The defaults.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>No request is repeated.</summary>
    public static RetryPolicy None { get; } = new() { MaxAttempts = 1 };

    /// <summary>How often a request is sent at most, the first time included. 4 unless set; at least 1.</summary>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>What is waited before the first repetition, without a word from the server; doubled for each further one. Half a second unless set.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What is waited at most. 30 seconds unless set. A <c>Retry-After</c> that asks for more ends the attempts.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the transport itself repeats requests that were not answered or got one of the statuses above; false unless set. If so, the
    /// endpoint repeats only a request whose connection broke after the head of the answer and before its first event.
    /// </summary>
    public bool TransportRepeats { get; init; }
}
