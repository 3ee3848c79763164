using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Reads the messages of a client from its WebSocket, within limits.</summary>
internal sealed class SocketMessages(WebSocket socket, GatewayLimits limits)
{
    // What most parts fit into; a message grows from there.
    private const int PartBytes = 4096;

    /// <summary>The next message; null where the client closes.</summary>
    /// <exception cref="GatewayException">The message is too long, or no text.</exception>
    /// <exception cref="OperationCanceledException">It does not come in time.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(limits.SocketIdleTimeout);
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(PartBytes), time.Token).ConfigureAwait(false);
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
                time.CancelAfter(limits.BodyTimeout);
            }

            message.Advance(part.Count);
            if (message.WrittenCount > limits.MaxRequestBytes)
            {
                throw new GatewayException(StatusCodes.Status413PayloadTooLarge, $"A message has at most {limits.MaxRequestBytes} bytes.");
            }

            if (part.EndOfMessage)
            {
                return message.WrittenSpan.ToArray();
            }
        }
    }
}
