namespace AgenticApi.Serving;

/// <summary>The tokens that the response took so far. Of several the last one counts.</summary>
public sealed class UsageDelta : ModelDelta
{
    /// <summary>Tokens read, cached ones included.</summary>
    public long InputTokens { get; init; }

    /// <summary>How many of the tokens read came from a cache.</summary>
    public long CachedTokens { get; init; }

    /// <summary>Tokens written, reasoning included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>How many of the tokens written were reasoning.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>The tier that served the request, which then stands in the terminal response; null, the default, leaves what the request says.</summary>
    public string? ServiceTier { get; init; }
}
