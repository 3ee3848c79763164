using System.Buffers;
using System.Net.WebSockets;

namespace AgenticApi.Cli;

/// <summary>Whole text messages on a WebSocket.</summary>
internal static class SocketMessages
{
    // As long as the longest event of a stream may be.
    private const int LongestBytes = 128 * 1024 * 1024;

    // The parts of a message come at most in this size; few messages are longer.
    private const int PartBytes = 4096;

    public static ValueTask SendAsync(WebSocket socket, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>The next message; null where the other side closed.</summary>
    /// <exception cref="InputException">The message is longer than <paramref name="maxBytes"/>.</exception>
    public static async Task<byte[]?> ReceiveAsync(WebSocket socket, CancellationToken cancellationToken, int maxBytes = LongestBytes)
    {
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(PartBytes), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Advance(part.Count);
            if (message.WrittenCount > maxBytes)
            {
                throw new InputException($"the message is longer than {maxBytes} bytes.");
            }

            if (part.EndOfMessage)
            {
                return message.WrittenSpan.ToArray();
            }
        }
    }
}
