namespace AgenticApi.Execution;

/// <summary>An answer that was read as a whole.</summary>
/// <param name="Result">
/// The response. For an answer that is not a response, it is <see cref="Ending.Errored"/>, and at most 200 characters of the answer are in its
/// error's message.
/// </param>
/// <param name="Exchange">The circumstances of the exchange.</param>
public sealed record EndpointResult(AccumulatedResponse Result, EndpointExchange Exchange);
