using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Gateway;

/// <summary>Sends a response over a WebSocket: each event is a message with its JSON.</summary>
/// <param name="socket">The connection.</param>
/// <param name="sendLock">Held while a message is sent, because several responses share the connection.</param>
/// <param name="streamId">The <c>stream_id</c> of the request, which is added to each event; null for none. It has no characters that JSON escapes.</param>
/// <param name="clientGone">Cancelled when the client has disconnected.</param>
internal sealed class SocketAnswer(WebSocket socket, SemaphoreSlim sendLock, string? streamId, CancellationToken clientGone) : IAnswer
{
    private readonly byte[]? _streamId = streamId is null ? null : Encoding.ASCII.GetBytes($$"""{"stream_id":"{{streamId}}",""");

    // Added to the next event only.
    private byte[]? _leftOutTools;

    /// <summary>Adds the tools to the first event, because a WebSocket message has no headers.</summary>
    public void ReportLeftOutTools(IReadOnlyList<string> tools)
    {
        if (tools.Count > 0)
        {
            _leftOutTools = Encoding.ASCII.GetBytes($$"""{"left_out_tools":"{{LeftOutTools.Join(tools)}}",""");
        }
    }

    public async ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events)
    {
        foreach (var streamEvent in events)
        {
            if (!await SendAsync(Complete(streamEvent.Utf8Json)).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    public void Disconnect() => socket.Abort();

    public Task FollowAsync(ResponseRecords records, string id, TimeSpan lease, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A WebSocket cannot send background responses.");

    /// <summary>Sends an error event.</summary>
    public async Task FailAsync(GatewayError error)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("type", "error");
            json.WriteNumber("status", error.Status);
            error.WriteTo(json);
            json.WriteEndObject();
        }

        await SendAsync(Complete(output.WrittenMemory)).ConfigureAwait(false);
    }

    private static ReadOnlyMemory<byte> Prepend(byte[]? members, ReadOnlyMemory<byte> json) =>
        members is null ? json : (byte[])[.. members, .. json.Span[(json.Span.IndexOf((byte)'{') + 1)..]];

    private ReadOnlyMemory<byte> Complete(ReadOnlyMemory<byte> json)
    {
        var message = Prepend(_streamId, Prepend(_leftOutTools, json));
        _leftOutTools = null;
        return message;
    }

    private async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            // Waits while the client reads slowly, so that the model's server waits, too.
            await sendLock.WaitAsync(clientGone).ConfigureAwait(false);
            try
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, clientGone).ConfigureAwait(false);
                return true;
            }
            finally
            {
                sendLock.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
