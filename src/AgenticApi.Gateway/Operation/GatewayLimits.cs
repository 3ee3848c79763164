namespace AgenticApi.Gateway;

/// <summary>The limits of a gateway for its clients. The web server has its own limits, for example for the time of headers.</summary>
/// <remarks>
/// Immutable. Setting a value that is not above zero throws an <see cref="ArgumentOutOfRangeException"/>. Times above 40 days count as 40 days.
/// JSON in requests nests at most 64 levels deep; deeper JSON gets 400.
/// </remarks>
public sealed class GatewayLimits
{
    /// <summary>The maximum size of a request body and of a WebSocket message, in bytes; above zero. Larger requests get 413. The default is 32 MiB.</summary>
    public int MaxRequestBytes { get; init => field = Positive(value); } = 32 * 1024 * 1024;

    /// <summary>
    /// The maximum number of requests that are served at once; above zero. A stream counts until it ends, and so does a response that was requested
    /// over a WebSocket. Further requests get 503 with <c>Retry-After</c>. The default is 1,000.
    /// </summary>
    public int MaxRequests { get; init => field = Positive(value); } = 1000;

    /// <summary>
    /// The maximum number of background responses that are created at once; above zero. Further ones get 503 with <c>Retry-After</c>. The default
    /// is 100.
    /// </summary>
    public int MaxBackgroundResponses { get; init => field = Positive(value); } = 100;

    /// <summary>
    /// The maximum time to receive a request body, and the rest of a WebSocket message after its first bytes; above zero. A slower body gets 408,
    /// a slower message closes the connection. The default is 1 minute.
    /// </summary>
    public TimeSpan BodyTimeout { get; init => field = TimerTime.Positive(value); } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The maximum time from the request to the end of its response; above zero. A response that takes longer ends as <c>failed</c> with the
    /// output so far. The default is 1 hour.
    /// </summary>
    public TimeSpan ResponseTimeout { get; init => field = TimerTime.Positive(value); } = TimeSpan.FromHours(1);

    /// <summary>
    /// The maximum size of an answer of the model's server, in bytes; above zero. A response whose answer is larger ends as <c>failed</c> with the
    /// output so far. The default is 256 MiB.
    /// </summary>
    public int MaxAnswerBytes { get; init => field = Positive(value); } = 256 * 1024 * 1024;

    /// <summary>The maximum number of open WebSockets; above zero. Further ones get 503 with <c>Retry-After</c>. The default is 100.</summary>
    public int MaxSockets { get; init => field = Positive(value); } = 100;

    /// <summary>
    /// The maximum number of requests that are waiting or being answered on a WebSocket; above zero. Further requests get an error event with the
    /// status 429. The default is 16.
    /// </summary>
    public int MaxSocketRequests { get; init => field = Positive(value); } = 16;

    /// <summary>
    /// The maximum size of the history that a WebSocket keeps to continue responses that are not stored, in bytes; above zero. A response whose
    /// history is larger cannot be continued. The default is 32 MiB.
    /// </summary>
    public int MaxSocketHistoryBytes { get; init => field = Positive(value); } = 32 * 1024 * 1024;

    /// <summary>The maximum time between two messages of the client of a WebSocket; above zero. The connection is then closed. The default is 1 hour.</summary>
    public TimeSpan SocketIdleTimeout { get; init => field = TimerTime.Positive(value); } = TimeSpan.FromHours(1);

    private static int Positive(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return value;
    }
}
