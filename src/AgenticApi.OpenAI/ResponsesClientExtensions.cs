using AgenticApi.Execution;
using OpenAI.Responses;

namespace AgenticApi.OpenAI;

/// <summary>Makes endpoints of clients of the OpenAI package.</summary>
public static class ResponsesClientExtensions
{
    /// <summary>Makes an endpoint that sends through a client: with its address, authentication, policies, retries and timeouts.</summary>
    /// <remarks>
    /// The endpoint calls the client's protocol methods and reads the bytes of the answers itself. It does not repeat what the client's
    /// retry policy repeats: only a request whose connection broke after the head of the answer and before its first event is sent again.
    /// <see cref="EndpointExchange.Attempts"/> counts calls of the client. The client's network timeout (100 seconds unless set) also
    /// bounds how long the server may send nothing. The endpoint may be used from several threads, as the client may.
    /// </remarks>
    /// <param name="client">The client. It stays as it is, and may be used for other requests too.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    public static ResponsesEndpoint AsResponsesEndpoint(this ResponsesClient client, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var sending = new ClientSending(client, time ?? TimeProvider.System);
        return new ResponsesEndpoint(sending.SendAsync, new RetryPolicy { TransportRepeats = true }, time);
    }
}
