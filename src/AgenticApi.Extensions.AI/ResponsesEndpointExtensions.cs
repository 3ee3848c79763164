using AgenticApi.Execution;
using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts endpoints to chat clients.</summary>
public static class ResponsesEndpointExtensions
{
    /// <summary>Returns the endpoint as an <see cref="IChatClient"/>.</summary>
    /// <remarks>
    /// <para>
    /// A request without a response throws a <see cref="ResponseFailedException"/>. A response that failed or was cut off is returned with an
    /// <see cref="ErrorContent"/>. If the stream of a background response breaks, an <see cref="IOException"/> is thrown, and the stream can be resumed.
    /// </para>
    /// <para>
    /// Calls come after all other contents, with the ids of the final response. The last content of a response carries its items, which the next
    /// request sends. Keep it in the history.
    /// </para>
    /// <para>
    /// The client is safe to use from several threads. Disposing it does nothing. <see cref="IChatClient.GetService"/> returns the
    /// <see cref="ResponsesEndpoint"/> and a <see cref="ChatClientMetadata"/>.
    /// </para>
    /// </remarks>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="model">The model; null for the server's default. <see cref="ChatOptions.ModelId"/> overrides it.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endpoint"/> is null.</exception>
    public static IChatClient AsChatClient(this ResponsesEndpoint endpoint, string? model, ResponsesChatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return new ResponsesChatClient(endpoint, model, options ?? new ResponsesChatOptions());
    }
}
