using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>A server as a chat client.</summary>
public static class ResponsesEndpointExtensions
{
    /// <summary>The server as an <see cref="IChatClient"/>.</summary>
    /// <remarks>
    /// <para>
    /// A request that gets no response throws a <see cref="ResponseFailedException"/>. A response that failed or was cut off is given as it is, with an
    /// <see cref="ErrorContent"/>. A stream of a background response that breaks throws an <see cref="IOException"/>: it can be resumed.
    /// </para>
    /// <para>
    /// Calls come after all other contents, under the ids of the final response. The last content of a response carries its items, which the next
    /// request sends; keep it in the history.
    /// </para>
    /// <para>
    /// The client is safe to use from several threads. Disposing of it does nothing. <see cref="IChatClient.GetService"/> gives the endpoint and a
    /// <see cref="ChatClientMetadata"/>.
    /// </para>
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
