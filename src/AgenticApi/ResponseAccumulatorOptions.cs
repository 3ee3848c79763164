namespace AgenticApi;

/// <summary>
/// How to read an answer. Input that exceeds a limit throws a <see cref="ResponseProtocolException"/> that names the limit; what was
/// received before is kept. Memory use does not depend on the value of an index that the server sends.
/// </summary>
public sealed record ResponseAccumulatorOptions
{
    internal static readonly ResponseAccumulatorOptions Default = new();

    /// <summary>
    /// Whether to throw a <see cref="ResponseProtocolException"/> at the first deviation of severity
    /// <see cref="DeviationSeverity.Warning"/> or <see cref="DeviationSeverity.Error"/>. Default: false, which repairs and records every
    /// deviation.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Whether <see cref="ResponseAccumulator.ReadAsync"/> returns steps without their events, and no step for a delta that only appends
    /// text. Default: false. An outline takes less time and memory; <see cref="ResponseAccumulator.Finish"/> returns the same result.
    /// </summary>
    public bool OutlineOnly { get; init; }

    /// <summary>
    /// The maximum size of one event or body in bytes, from 1 to 512 MiB. For events of a stream, framing counts. Default: 128 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or greater than 512 MiB.</exception>
    public long MaxEventBytes
    {
        get;
        init => field = Bounded(value);
    } = 128L << 20;

    /// <summary>
    /// The maximum total size of the events of one response in bytes, without framing, from 1 to 512 MiB. Default: 256 MiB.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or greater than 512 MiB.</exception>
    public long MaxResponseBytes
    {
        get;
        init => field = Bounded(value);
    } = 256L << 20;

    /// <summary>The maximum number of output items of one response, including those of its terminal event. Default: 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxItems
    {
        get;
        init => field = NotNegative(value);
    } = 10_000;

    /// <summary>The maximum number of streamed parts of one item, such as content parts, summaries and commands. Default: 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxParts
    {
        get;
        init => field = NotNegative(value);
    } = 10_000;

    /// <summary>The maximum number of streamed annotations of one part. Default: 100,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxAnnotations
    {
        get;
        init => field = NotNegative(value);
    } = 100_000;

    /// <summary>
    /// The maximum number of responses that are open at the same time on one connection, each in its own lane. Default: 1,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MaxLanes
    {
        get;
        init => field = NotNegative(value);
    } = 1_000;

    /// <summary>The maximum nesting depth of the JSON of an event, from 1 to 512. Default: 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1 or greater than 512.</exception>
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

    private static int NotNegative(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return count;
    }

    // The folded JSON must fit into one array and one string, even if each invalid byte becomes U+FFFD, which has three bytes.
    private static long Bounded(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 512L << 20);
        return bytes;
    }
}
