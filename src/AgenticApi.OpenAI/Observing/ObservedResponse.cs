namespace AgenticApi.OpenAI;

/// <summary>A response that a <see cref="ResponseObserver"/> folded while a client read it. Immutable.</summary>
public sealed record ObservedResponse
{
    /// <summary>The response, as far as the client read it; null if the answer was not a response.</summary>
    public required AccumulatedResponse? Result { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int HttpStatus { get; init; }

    /// <summary>
    /// Whether the client read the answer to its end. Otherwise it stopped reading, or reading failed. A <see cref="Result"/> without a terminal
    /// event is <see cref="Ending.Truncated"/>.
    /// </summary>
    public required bool WasReadToEnd { get; init; }

    /// <summary>
    /// The exception if the answer was not folded, or not to its end: a <see cref="ResponseProtocolException"/> if it is not a response, exceeds a limit,
    /// or breaks strict mode. Null for none. The client is not affected.
    /// </summary>
    public Exception? Exception { get; init; }

    /// <summary>Returns the status and the ending only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(ObservedResponse)} {{ HTTP {HttpStatus}, {Result?.Ending.ToString() ?? "no response"} }}";
}
