using AgenticApi.Execution;
using OpenAI.Responses;

namespace AgenticApi.OpenAI;

/// <summary>Converts clients of the OpenAI package to endpoints.</summary>
public static class ResponsesClientExtensions
{
    /// <summary>Returns an endpoint that sends requests with a client, including its address, authentication, policies, retries and timeouts.</summary>
    /// <remarks>
    /// The endpoint calls the protocol methods of the client and reads the bytes of the answers itself. The retry policy of the client repeats requests; the
    /// endpoint repeats a request only if its connection breaks between the headers of the answer and its first event.
    /// <see cref="EndpointExchange.Attempts"/> counts calls of the client. The network timeout of the client (100 seconds by default) also limits how
    /// long the server may send nothing. The endpoint is as safe to use from several threads as the client.
    /// </remarks>
    /// <param name="client">The client. It is not changed, and can be used for other requests too.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    public static ResponsesEndpoint AsResponsesEndpoint(this ResponsesClient client, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var sending = new ClientSending(client, time ?? TimeProvider.System);
        return new ResponsesEndpoint(sending.SendAsync, new RetryPolicy { TransportRepeats = true }, time);
    }
}
