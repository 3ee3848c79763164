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
    public static async Task<byte[]?> ReceiveAsync(WebSocket socket, CancellationToken cancellationToken, int maxBytes = LongestBytes) =>
        await ReceiveAnyAsync(socket, cancellationToken, maxBytes).ConfigureAwait(false) is { Type: not WebSocketMessageType.Close } message ? message.Bytes : null;

    /// <summary>The next message, and whether it is text, binary, or the other side's closing.</summary>
    /// <exception cref="InputException">The message is longer than <paramref name="maxBytes"/>.</exception>
    public static async Task<(WebSocketMessageType Type, byte[] Bytes)> ReceiveAnyAsync(WebSocket socket, CancellationToken cancellationToken, int maxBytes = LongestBytes)
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

    /// <summary>Closes for a reason, and throws away what still comes: a connection that is closed while bytes come takes the reason with it.</summary>
    public static async Task RefuseAsync(WebSocket socket, string reason, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, reason, patience.Token).ConfigureAwait(false);
            var thrownAway = new byte[PartBytes];
            while ((await socket.ReceiveAsync(thrownAway.AsMemory(), patience.Token).ConfigureAwait(false)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The other side has left, or does not end.
        }
    }
}
