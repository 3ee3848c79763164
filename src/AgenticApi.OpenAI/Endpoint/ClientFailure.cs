using System.ClientModel;
using System.Net.Sockets;

namespace AgenticApi.OpenAI;

/// <summary>Finds the transport's exception in an exception of a client.</summary>
internal static class ClientFailure
{
    /// <summary>Returns the exception of the last attempt.</summary>
    /// <returns>The exception; null if the connection did not fail.</returns>
    public static Exception? Find(Exception exception) => exception switch
    {
        HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException => exception,

        // The pipeline collects the exceptions of all attempts.
        AggregateException { InnerExceptions: [.., var last] } => Find(last),
        ClientResultException { Status: 0, InnerException: { } inner } => Find(inner),
        _ => null,
    };
}
