using System.ClientModel;
using System.Net.Sockets;

namespace AgenticApi.OpenAI;

/// <summary>Finds what went wrong with a connection in what a client throws for it.</summary>
internal static class ClientFailure
{
    /// <summary>The failure of the last attempt, as the transport threw it.</summary>
    /// <returns>Null where the exception is none of a connection.</returns>
    public static Exception? Find(Exception exception) => exception switch
    {
        HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException => exception,

        // The pipeline keeps one for each attempt.
        AggregateException { InnerExceptions: [.., var last] } => Find(last),
        ClientResultException { Status: 0, InnerException: { } inner } => Find(inner),
        _ => null,
    };
}
