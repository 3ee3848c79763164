namespace AgenticApi;

/// <summary>How a <see cref="ResponseAccumulator"/> treats what it reads.</summary>
public sealed class ResponseAccumulatorOptions
{
    /// <summary>
    /// Whether the first deviation of severity <see cref="DeviationSeverity.Warning"/> or worse throws a
    /// <see cref="ResponseProtocolException"/>. Default: false, every deviation is repaired and recorded.
    /// </summary>
    public bool Strict { get; init; }
}
