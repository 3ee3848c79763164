namespace AgenticApi.Execution;

/// <summary>A blocking answer.</summary>
/// <param name="Result">The response. An answer that is none is <see cref="Ending.Errored"/>, with at most 200 characters of what it said as its error's message.</param>
/// <param name="Exchange">How the exchange went.</param>
public sealed record EndpointResult(AccumulatedResponse Result, EndpointExchange Exchange);
