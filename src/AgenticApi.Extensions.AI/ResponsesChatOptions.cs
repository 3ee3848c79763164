namespace AgenticApi.Extensions.AI;

/// <summary>How the chat client of a server works.</summary>
public sealed record ResponsesChatOptions
{
    /// <summary>
    /// The <c>store</c> of each request; null for the server's default, which is true. With false, responses have no conversation id, and the caller
    /// sends the whole history with each request.
    /// </summary>
    public bool? Store { get; init; }

    /// <summary>How streams are read: limits, and strict mode.</summary>
    public ResponseAccumulatorOptions Reading { get; init; } = new();
}
