namespace AgenticApi;

/// <summary>
/// How an answer is read. Past one of the limits a <see cref="ResponseProtocolException"/> names it; what came before is kept. An
/// index that the server sends costs nothing, however large.
/// </summary>
public sealed class ResponseAccumulatorOptions
{
    internal static readonly ResponseAccumulatorOptions Default = new();

    /// <summary>
    /// Whether the first deviation of severity <see cref="DeviationSeverity.Warning"/> or worse throws a
    /// <see cref="ResponseProtocolException"/>. Default: false, every deviation is repaired and recorded.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>The most bytes of one event or body, its framing included where it is read from a stream. Default: 256 MiB.</summary>
    public long MaxEventBytes { get; init; } = 256L << 20;

    /// <summary>The most bytes of all the events of one response together, framing left out. Default: 2 GiB.</summary>
    public long MaxResponseBytes { get; init; } = 2L << 30;

    /// <summary>The most output items of one response. Default: 10,000.</summary>
    public int MaxItems { get; init; } = 10_000;

    /// <summary>The most streamed parts of one item: content parts, summaries, commands. Default: 10,000.</summary>
    public int MaxParts { get; init; } = 10_000;

    /// <summary>The most streamed annotations of one part. Default: 100,000.</summary>
    public int MaxAnnotations { get; init; } = 100_000;

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
}
