namespace AgenticApi.Execution;

/// <summary>
/// When and how often a request is repeated if nothing of an answer was received. Failed connections are repeated, and the statuses 408, 409,
/// 425, 429, 500, 502, 503 and 504. A 429 with the code <c>insufficient_quota</c> is not repeated.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>The policy with the default values.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>The policy that repeats no request.</summary>
    public static RetryPolicy None { get; } = new() { MaxAttempts = 1 };

    /// <summary>The maximum number of requests, including the first one; at least 1. The default is 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxAttempts
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A request is sent at least once.");
    } = 4;

    /// <summary>
    /// The upper bound of the random delay before the first repetition; it doubles for each further one. Zero or more. The default is 0.5 seconds. A
    /// <c>Retry-After</c> of the server replaces the delay.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan BaseDelay
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A delay cannot be negative.");
    } = TimeSpan.FromMilliseconds(500);

    /// <summary>The maximum delay; zero or more. A longer <c>Retry-After</c> ends the attempts. The default is 30 seconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan MaxDelay
    {
        get;
        init => field = value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A delay cannot be negative.");
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether the transport itself repeats requests after failed connections and the statuses above. Then the endpoint repeats a request only if its
    /// connection breaks between the headers of the answer and its first event. The default is false.
    /// </summary>
    public bool TransportRepeats { get; init; }
}
