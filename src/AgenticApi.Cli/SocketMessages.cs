using System.Buffers;
using System.Net.WebSockets;

namespace AgenticApi.Cli;

/// <summary>Sends and receives whole messages on a WebSocket.</summary>
internal static class SocketMessages
{
    // The limit for an event of a stream.
    private const int LongestBytes = 128 * 1024 * 1024;

    // The size of a read. Few messages are longer.
    private const int PartBytes = 4096;

    /// <summary>Sends a text message.</summary>
    public static ValueTask SendAsync(WebSocket socket, ReadOnlyMemory<byte> message, CancellationToken cancellationToken) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Receives the next message; <see langword="null"/> if the other side closes the WebSocket.</summary>
    /// <exception cref="InputException">The message is longer than <paramref name="maxBytes"/>.</exception>
    public static async Task<byte[]?> ReceiveAsync(WebSocket socket, CancellationToken cancellationToken, int maxBytes = LongestBytes) =>
        await ReceiveAnyAsync(socket, cancellationToken, maxBytes).ConfigureAwait(false) is { Type: not WebSocketMessageType.Close } message
            ? message.Bytes
            : null;

    /// <summary>Receives the next message with its type: text, binary or close.</summary>
    /// <exception cref="InputException">The message is longer than <paramref name="maxBytes"/>.</exception>
    public static async Task<(WebSocketMessageType Type, byte[] Bytes)> ReceiveAnyAsync(
        WebSocket socket, CancellationToken cancellationToken, int maxBytes = LongestBytes)
    {
        var message = new ArrayBufferWriter<byte>();
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(PartBytes), cancellationToken).ConfigureAwait(false);
            message.Advance(part.Count);
            if (message.WrittenCount > maxBytes)
            {
                throw new InputException($"the message is longer than {maxBytes} bytes.");
            }

            if (part.EndOfMessage || part.MessageType == WebSocketMessageType.Close)
            {
                return (part.MessageType, message.WrittenSpan.ToArray());
            }
        }
    }

    /// <summary>Closes a WebSocket because a message is too big, and discards what the other side still sends.</summary>
    /// <remarks>If the connection is closed while bytes arrive, it is reset, and the other side does not receive the reason.</remarks>
    public static async Task RefuseAsync(WebSocket socket, string reason, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, reason, timeout.Token).ConfigureAwait(false);
            var discarded = new byte[PartBytes];
            while ((await socket.ReceiveAsync(discarded.AsMemory(), timeout.Token).ConfigureAwait(false)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The other side closed the connection, or sends without end.
        }
    }
}
