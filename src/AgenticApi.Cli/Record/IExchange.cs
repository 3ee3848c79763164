using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>Sends requests to a server and records them with their answers.</summary>
internal interface IExchange : IAsyncDisposable
{
    /// <summary>The HTTP status of the last answer; <see langword="null"/> over a WebSocket, and before the first answer.</summary>
    int? Status { get; }

    /// <summary>Requests a response and reads the answer to its end.</summary>
    /// <param name="body">The body of the request. The method adds members to it.</param>
    /// <param name="onEvents">Receives the number of events so far.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="InputException">The server cannot be reached, or its answer is not a response.</exception>
    Task<AccumulatedResponse> RespondAsync(JsonObject body, Action<long> onEvents, CancellationToken cancellationToken);

    /// <summary>Creates a conversation and returns its id.</summary>
    /// <exception cref="InputException">The server cannot be reached, or creates no conversation.</exception>
    Task<string> CreateConversationAsync(CancellationToken cancellationToken);
}
