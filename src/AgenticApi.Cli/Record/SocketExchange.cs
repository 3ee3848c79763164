using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Sends requests over one WebSocket: each is a <c>response.create</c> message, and its answer has a message per event.</summary>
internal sealed class SocketExchange(RecordSettings settings, CassetteRecording recording) : IExchange
{
    private readonly ClientWebSocket _socket = new();
    private readonly Uri _url = new UriBuilder(new Uri(settings.BaseUrl, "responses")) { Scheme = settings.BaseUrl.Scheme == "https" ? "wss" : "ws" }.Uri;

    public int? Status => null;

    public async Task<AccumulatedResponse> RespondAsync(JsonObject body, Action<long> onEvents, CancellationToken cancellationToken)
    {
        body.Insert(0, "type", "response.create");
        var request = Encoding.UTF8.GetBytes(body.ToJsonString(Json.Plain));
        try
        {
            await ConnectAsync(cancellationToken).ConfigureAwait(false);
            await SocketMessages.SendAsync(_socket, request, cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException e)
        {
            throw Unreachable(e);
        }

        var turn = new SocketTurn(recording, _url.AbsolutePath, "", request);
        try
        {
            while (await SocketMessages.ReceiveAsync(_socket, cancellationToken).ConfigureAwait(false) is { } message)
            {
                var isLast = turn.Add(message);
                onEvents(turn.EventCount);
                if (isLast)
                {
                    break;
                }
            }
        }
        catch (WebSocketException e) when (turn.EventCount == 0)
        {
            throw Unreachable(e);
        }
        catch (WebSocketException)
        {
            return turn.Complete(isBroken: true);
        }

        return turn.Complete(isBroken: false);
    }

    public Task<string> CreateConversationAsync(CancellationToken cancellationToken) =>
        throw new InputException("a conversation is created over HTTP. Omit --websocket, or use another --mode.");

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
                // The server closed the connection first.
            }
        }

        _socket.Dispose();
    }

    private static InputException Unreachable(WebSocketException e) => new($"the server cannot be reached: {e.Message}");

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
