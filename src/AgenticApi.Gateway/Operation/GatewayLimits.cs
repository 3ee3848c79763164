namespace AgenticApi.Gateway;

/// <summary>How much of a gateway its clients may take. What the web server limits itself, as the time of headers, is set there.</summary>
/// <remarks>Immutable. JSON nests at most 64 levels deep; deeper is refused with 400.</remarks>
public sealed class GatewayLimits
{
    /// <summary>The largest body of a request, in bytes, and the largest message of a WebSocket; above zero. Larger ones are refused with 413. The default is 32 MiB.</summary>
    public int MaxRequestBytes { get; init => field = AboveZero(value); } = 32 * 1024 * 1024;

    /// <summary>
    /// How many requests are served at once; above zero. A stream counts until it ends, and so does a response that a message of a WebSocket
    /// asks for. Others are refused with 503 and <c>Retry-After</c>, which clients repeat. The default is 1,000.
    /// </summary>
    public int MaxRequests { get; init => field = AboveZero(value); } = 1000;

    /// <summary>How many responses are made in the background at once; above zero. Others are refused with 503 and <c>Retry-After</c>. The default is 100.</summary>
    public int MaxBackgroundResponses { get; init => field = AboveZero(value); } = 100;

    /// <summary>How long the body of a request may take, and a message of a WebSocket after its beginning; above zero. A slower body is refused with 408. The default is 1 minute.</summary>
    public TimeSpan BodyTimeout { get; init => field = AboveZero(value); } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a response may take, from its request to its end; above zero. One that takes longer ends as <c>failed</c>, with what was said.
    /// The default is 1 hour.
    /// </summary>
    public TimeSpan ResponseTimeout { get; init => field = AboveZero(value); } = TimeSpan.FromHours(1);

    /// <summary>
    /// How many bytes an answer of the model's server may have; above zero. A response whose answer is longer ends as <c>failed</c>, with what was
    /// said. The default is 256 MiB.
    /// </summary>
    public int MaxAnswerBytes { get; init => field = AboveZero(value); } = 256 * 1024 * 1024;

    /// <summary>How many WebSockets are open at once; above zero. Others are refused with 503. The default is 100.</summary>
    public int MaxSockets { get; init => field = AboveZero(value); } = 100;

    /// <summary>How many responses a WebSocket may ask for before the first of them has ended; above zero. Others get an error event. The default is 16.</summary>
    public int MaxSocketRequests { get; init => field = AboveZero(value); } = 16;

    /// <summary>
    /// How many bytes of history a WebSocket remembers, so that it can continue responses that are not kept; above zero. A response whose
    /// history is longer cannot be continued. The default is 32 MiB.
    /// </summary>
    public int MaxSocketHistoryBytes { get; init => field = AboveZero(value); } = 32 * 1024 * 1024;

    /// <summary>How long a WebSocket may be without a message of its client; above zero. It is closed then. The default is 1 hour.</summary>
    public TimeSpan SocketIdleTimeout { get; init => field = AboveZero(value); } = TimeSpan.FromHours(1);

    private static int AboveZero(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value);
        return value;
    }

    // A timer takes no more; and who wants none means that.
    private static TimeSpan AboveZero(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        return value < TimeSpan.FromDays(40) ? value : TimeSpan.FromDays(40);
    }
}
