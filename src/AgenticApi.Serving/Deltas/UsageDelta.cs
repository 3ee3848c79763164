namespace AgenticApi.Serving;

/// <summary>The number of tokens that the response has used so far. If there are several, the last one is used.</summary>
public sealed class UsageDelta : ModelDelta
{
    /// <summary>Gets the number of input tokens, including cached ones.</summary>
    public long InputTokens { get; init; }

    /// <summary>Gets the number of input tokens that came from a cache.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Gets the number of output tokens, including reasoning.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Gets the number of output tokens that were reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>
    /// Gets the service tier that served the request, for <c>service_tier</c> of the terminal response; null, the default, keeps the
    /// request's.
    /// </summary>
    public string? ServiceTier { get; init; }
}
