namespace AgenticApi.Extensions.AI;

/// <summary>The options of the chat client of an endpoint. Immutable.</summary>
public sealed record ResponsesChatOptions
{
    /// <summary>
    /// The <c>store</c> of each request; null for the server's default, which is true. If it is false, responses have no conversation id, and the caller
    /// sends the whole history with each request. The default is null.
    /// </summary>
    public bool? Store { get; init; }

    /// <summary>The options for reading streams, such as limits and strict mode.</summary>
    public ResponseAccumulatorOptions Reading { get; init; } = new();
}
