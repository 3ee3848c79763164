using System.Text.Json.Nodes;

namespace AgenticApi.Cli;

/// <summary>Asks a server, and keeps what is asked and answered.</summary>
internal interface IExchange : IAsyncDisposable
{
    /// <summary>The HTTP status of the last answer; null over a WebSocket, and before the first.</summary>
    int? Status { get; }

    /// <summary>Makes a request for a response, and reads the answer to its end.</summary>
    /// <exception cref="InputException">The server cannot be reached, or what it answers is no response.</exception>
    Task<AccumulatedResponse> RespondAsync(JsonObject body, Action<long> onEvents, CancellationToken cancellationToken);

    /// <summary>Begins a conversation, and gives its id.</summary>
    /// <exception cref="InputException">The server has none to give.</exception>
    Task<string> BeginConversationAsync(CancellationToken cancellationToken);
}
