namespace AgenticApi;

/// <summary>
/// How an answer is read. Past one of the limits a <see cref="ResponseProtocolException"/> names it; what came before is kept. An
/// index that the server sends costs nothing, however large.
/// </summary>
public sealed record ResponseAccumulatorOptions
{
    internal static readonly ResponseAccumulatorOptions Default = new();

    /// <summary>
    /// Whether the first deviation of severity <see cref="DeviationSeverity.Warning"/> or worse throws a
    /// <see cref="ResponseProtocolException"/>. Default: false, every deviation is repaired and recorded.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Whether <see cref="ResponseAccumulator.ReadAsync"/> gives an outline only: steps without their events, and no step for a delta that only
    /// appends text. Default: false. An outline takes less time and memory; what <see cref="ResponseAccumulator.Finish"/> returns is the same.
    /// </summary>
    public bool OutlineOnly { get; init; }

    /// <summary>
    /// The most bytes of one event or body, 1 to 512 MiB, its framing included where it is read from a stream. Default: 128 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public long MaxEventBytes
    {
        get;
        init => field = Bounded(value);
    } = 128L << 20;

    /// <summary>The most bytes of all the events of one response together, 1 to 512 MiB, framing left out. Default: 256 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public long MaxResponseBytes
    {
        get;
        init => field = Bounded(value);
    } = 256L << 20;

    /// <summary>The most output items of one response, those of its terminal event included. Default: 10,000.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>The most streamed parts of one item: content parts, summaries, commands. Default: 10,000.</summary>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>The most streamed annotations of one part. Default: 100,000.</summary>
    public int MaxAnnotations { get; init; } = 100_000;

    /// <summary>The most responses that are open at once on one connection, in lanes of their own. Default: 1,000.</summary>
    public int MaxLanes { get; init; } = 1_000;

    /// <summary>The deepest nesting of an event's JSON, 1 to 512. Default: 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its bounds.</exception>
    public int MaxJsonDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 512);
            field = value;
        }
    } = 64;

    // What is folded must fit in one array and one string, also where a character of three bytes stands for each broken byte.
    private static long Bounded(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 512L << 20);
        return bytes;
    }
}
