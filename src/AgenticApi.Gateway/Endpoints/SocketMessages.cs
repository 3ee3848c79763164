using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Reads the messages of a client from a WebSocket, with a maximum size and time.</summary>
internal sealed class SocketMessages(WebSocket socket, GatewayLimits limits)
{
    // Most messages fit into it; the buffer grows for larger ones.
    private const int ReceiveBytes = 4096;

    /// <summary>Reads the next message; null if the client closes the connection.</summary>
    /// <exception cref="GatewayException">The message is too large, or is not text.</exception>
    /// <exception cref="OperationCanceledException">The message is not received in time.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limits.SocketIdleTimeout);
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(ReceiveBytes), timeout.Token).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.MessageType != WebSocketMessageType.Text)
            {
                throw new GatewayException(StatusCodes.Status415UnsupportedMediaType, "Messages must be text.");
            }

            if (message.WrittenCount == 0)
            {
                timeout.CancelAfter(limits.BodyTimeout);
            }

            message.Advance(part.Count);
            if (message.WrittenCount > limits.MaxRequestBytes)
            {
                throw new GatewayException(StatusCodes.Status413PayloadTooLarge, $"A message must have at most {limits.MaxRequestBytes} bytes.");
            }

            if (part.EndOfMessage)
            {
                return message.WrittenSpan.ToArray();
            }
        }
    }
}
