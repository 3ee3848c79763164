using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Asks over one WebSocket, turn after turn: a <c>response.create</c> message each, and messages of one event back.</summary>
internal sealed class SocketExchange(RecordSettings settings, CassetteRecording recording) : IExchange
{
    private readonly ClientWebSocket _socket = new();
    private readonly Uri _url = new UriBuilder(new Uri(settings.BaseUrl, "responses")) { Scheme = settings.BaseUrl.Scheme == "https" ? "wss" : "ws" }.Uri;

    public async Task<AccumulatedResponse> RespondAsync(JsonObject body, Action<long> onEvents, CancellationToken cancellationToken)
    {
        body.Insert(0, "type", "response.create");
        var request = Encoding.UTF8.GetBytes(body.ToJsonString(Json.Plain));
        var start = recording.Options.TimeProvider.GetTimestamp();
        var messages = new ArrayBufferWriter<byte>();
        var times = new List<TimeSpan>();
        var accumulator = new ResponseAccumulator();
        var isBroken = false;
        try
        {
            await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await SocketMessages.SendAsync(_socket, request, cancellationToken).ConfigureAwait(false);
            while (!accumulator.HasEnded && await SocketMessages.ReceiveAsync(_socket, cancellationToken).ConfigureAwait(false) is { } message)
            {
                // Messages stand one a line; in JSON, the end of a line is never more than white space.
                message.Replace((byte)'\r', (byte)' ');
                message.Replace((byte)'\n', (byte)' ');
                messages.Write(message);
                messages.Write("\n"u8);
                times.Add(recording.Options.TimeProvider.GetElapsedTime(start));
                var step = accumulator.Add(message);
                onEvents(accumulator.EventCount);
                if (step.Effect == StepEffect.ErrorTold)
                {
                    // What it was about is over: nothing ends it but this.
                    break;
                }
            }
        }
        catch (WebSocketException e) when (accumulator.EventCount == 0)
        {
            throw new InputException($"the server cannot be reached: {e.Message}");
        }
        catch (WebSocketException)
        {
            isBroken = true;
        }

        recording.Add(
            new CassetteRequest(CassetteRequest.WebSocketMethod, _url.AbsolutePath, body: JsonElement.Parse(request)),
            new CassetteResponse(101, null, CassetteTransport.WebSocket, messages.WrittenSpan, recording.Options.KeepTimes ? times : null, isBroken));
        return accumulator.Finish();
    }

    public Task<string> BeginConversationAsync(CancellationToken cancellationToken) =>
        throw new InputException("a conversation is begun over HTTP. Leave out --websocket, or choose another --mode.");

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            }
            catch (WebSocketException)
            {
                // The other side was quicker; closed is closed.
            }
        }

        _socket.Dispose();
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (_socket.State == WebSocketState.None)
        {
            if (settings.Key is not null)
            {
                _socket.Options.SetRequestHeader("Authorization", $"Bearer {settings.Key}");
            }

            await _socket.ConnectAsync(_url, cancellationToken).ConfigureAwait(false);
        }
    }
}
