using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>A server as a chat client.</summary>
public static class ResponsesEndpointExtensions
{
    /// <summary>The server as an <see cref="IChatClient"/>.</summary>
    /// <remarks>
    /// The client is safe to use from several threads. Disposing of it does nothing. <see cref="IChatClient.GetService"/> gives the endpoint and a
    /// <see cref="ChatClientMetadata"/>.
    /// </remarks>
    /// <param name="endpoint">The server.</param>
    /// <param name="model">The model; null for the server's own. <see cref="ChatOptions.ModelId"/> goes before it.</param>
    /// <param name="options">How the client works; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is null.</exception>
    public static IChatClient AsChatClient(this ResponsesEndpoint endpoint, string? model, ResponsesChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new ResponsesChatClient(endpoint, model, options ?? new ResponsesChatOptions());
    }
}
