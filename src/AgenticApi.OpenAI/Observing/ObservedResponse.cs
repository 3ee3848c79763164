namespace AgenticApi.OpenAI;

/// <summary>What an answer came to that passed through a client.</summary>
public sealed record ObservedResponse
{
    /// <summary>What the answer came to, as far as the client read it; null where it was no response.</summary>
    public required AccumulatedResponse? Result { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int HttpStatus { get; init; }

    /// <summary>
    /// Whether the client read the answer to its end. If not, it left before, or reading failed; a <see cref="Result"/> without a terminal
    /// event is <see cref="Ending.Truncated"/>.
    /// </summary>
    public required bool WasReadToEnd { get; init; }

    /// <summary>
    /// Why the answer was not folded, or not to its end: a <see cref="ResponseProtocolException"/> if it is no response, goes past a limit, or
    /// strict mode refuses it. Null where it was. The client read it all the same.
    /// </summary>
    public Exception? Exception { get; init; }

    /// <summary>The status and the ending only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(ObservedResponse)} {{ HTTP {HttpStatus}, {Result?.Ending.ToString() ?? "no response"} }}";
}
