using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Gateway;

/// <summary>Answers with messages of a WebSocket: an event is one, without the frames of server-sent events.</summary>
/// <param name="socket">The connection.</param>
/// <param name="oneMessage">Keeps the messages of several responses apart.</param>
/// <param name="lane">The <c>stream_id</c> that the client gave, which each event repeats; null for none. It holds nothing that JSON escapes.</param>
/// <param name="clientGone">Cancelled when the client has gone.</param>
internal sealed class SocketAnswer(WebSocket socket, SemaphoreSlim oneMessage, string? lane, CancellationToken clientGone) : IAnswer
{
    private readonly byte[]? _lane = lane is null ? null : Encoding.ASCII.GetBytes($$"""{"stream_id":"{{lane}}",""");

    // What the next event says besides.
    private byte[]? _first;

    /// <summary>There are no headers any more: the first event tells it.</summary>
    public void TellLeftOut(IReadOnlyList<string> tools)
    {
        if (tools.Count > 0)
        {
            _first = Encoding.ASCII.GetBytes($$"""{"left_out_tools":"{{LeftOutTools.Text(tools)}}",""");
        }
    }

    public async ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events)
    {
        foreach (var streamEvent in events)
        {
            if (!await SendAsync(InLane(streamEvent.Utf8Json)).ConfigureAwait(false))
            {
                return false;
            }
        }

        return true;
    }

    public void Leave() => socket.Abort();

    public Task FollowAsync(ResponseRecords records, string id, TimeSpan lease, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A WebSocket takes no responses in the background.");

    /// <summary>Answers with an error.</summary>
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

        await SendAsync(InLane(output.WrittenMemory)).ConfigureAwait(false);
    }

    private static ReadOnlyMemory<byte> With(byte[]? begin, ReadOnlyMemory<byte> json) =>
        begin is null ? json : (byte[])[.. begin, .. json.Span[(json.Span.IndexOf((byte)'{') + 1)..]];

    private ReadOnlyMemory<byte> InLane(ReadOnlyMemory<byte> json)
    {
        var told = With(_lane, With(_first, json));
        _first = null;
        return told;
    }

    private async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> message)
    {
        try
        {
            // Waits for a client that reads slowly, and so the model's server waits too.
            await oneMessage.WaitAsync(clientGone).ConfigureAwait(false);
            try
            {
                await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, clientGone).ConfigureAwait(false);
                return true;
            }
            finally
            {
                oneMessage.Release();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
