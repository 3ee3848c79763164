using System.Net;
using System.Net.WebSockets;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>Passes on the messages of a WebSocket in both directions, and records its turns.</summary>
internal sealed class PassedSocket(ListenSettings settings, UpstreamAddress address, CassetteRecording recording, Func<string, string>? clean)
{
    // The time in which a side must close after the other side has closed.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Connects to the server and passes on messages until both sides have closed.</summary>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    public async Task PassAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var upstream = new ClientWebSocket();
        if (!await ConnectAsync(upstream, context, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        using var client = await context.WebSockets.AcceptWebSocketAsync(upstream.SubProtocol).ConfigureAwait(false);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (path, query) = Target(context);
        var turns = UpstreamAddress.IsRecorded(path) ? new SocketTurns(recording, path, query) : null;
        var requests = PassRequestsAsync(client, upstream, turns, end.Token);
        var answers = PassAnswersAsync(upstream, client, turns, end.Token);
        var first = await Task.WhenAny(requests, answers).ConfigureAwait(false);
        // After a close message, the other side may still send messages. After a broken connection, nothing more is passed on.
        end.CancelAfter(first.IsCompletedSuccessfully ? CloseTimeout : TimeSpan.Zero);
        try
        {
            await Task.WhenAll(requests, answers).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // A side disconnected without a close message.
        }
        finally
        {
            turns?.Complete(isBroken: false);
        }
    }

    private async Task<bool> ConnectAsync(ClientWebSocket upstream, HttpContext context, CancellationToken cancellationToken)
    {
        upstream.Options.CollectHttpResponseDetails = true;
        foreach (var header in PassedHeaders.Of(context.Request.Headers).GroupBy(header => header.Name, header => header.Value))
        {
            upstream.Options.SetRequestHeader(header.Key, string.Join(", ", header));
        }

        foreach (var protocol in context.WebSockets.WebSocketRequestedProtocols)
        {
            upstream.Options.AddSubProtocol(protocol);
        }

        if (settings.Key is not null)
        {
            upstream.Options.SetRequestHeader("Authorization", $"Bearer {settings.Key}");
        }

        try
        {
            var (path, query) = Target(context);
            await upstream.ConnectAsync(address.OfSocket(path, query), cancellationToken).ConfigureAwait(false);
            PassedHeaders.Copy(upstream.HttpResponseHeaders!.Select(header => KeyValuePair.Create(header.Key, header.Value.Select(Clean))), context.Response);
            return true;
        }
        catch (WebSocketException e)
        {
            // Clients react to the status of the server, such as 401, or 426 from a server without WebSockets.
            var status = (int)upstream.HttpStatusCode;
            var isRefused = status is >= 400 and <= 599;
            await ServedError.SendAsync(
                context,
                isRefused ? status : (int)HttpStatusCode.BadGateway,
                isRefused ? $"The server refused the WebSocket with status {status}." : $"The server cannot be reached: {e.Message}").ConfigureAwait(false);
            return false;
        }
    }

    private async Task PassRequestsAsync(WebSocket client, WebSocket upstream, SocketTurns? turns, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var (type, message) = await SocketMessages.ReceiveAnyAsync(client, cancellationToken, settings.Limits.MaxRequestBytes).ConfigureAwait(false);
                if (type == WebSocketMessageType.Close)
                {
                    turns?.NoteClientClosed();
                    break;
                }

                if (turns?.AddRequest(message) != true)
                {
                    Terminal.Error("a message on a WebSocket is passed on but not recorded: it is not a request for a response.");
                }

                await upstream.SendAsync(message.AsMemory(), type, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (InputException e)
        {
            await SocketMessages.RefuseAsync(client, e.Message, cancellationToken).ConfigureAwait(false);
        }

        await CloseAsync(client, upstream, cancellationToken).ConfigureAwait(false);
    }

    private async Task PassAnswersAsync(WebSocket upstream, WebSocket client, SocketTurns? turns, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var (type, bytes) = await SocketMessages.ReceiveAnyAsync(upstream, cancellationToken).ConfigureAwait(false);
                if (type == WebSocketMessageType.Close)
                {
                    break;
                }

                var message = clean is null ? bytes : CleanedStream.Clean(bytes, clean);
                // Records before sending: a client that has received the end of a turn finds the turn in the cassette.
                Record(turns, message);
                await client.SendAsync(message.AsMemory(), type, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (WebSocketException) when (upstream.State == WebSocketState.Aborted)
        {
            // The server broke the connection, so the connection of the client is broken too. After the client has closed, servers may just leave.
            turns?.Complete(isBroken: !turns.IsClosedByClient);
            throw;
        }
        catch (InputException e)
        {
            Terminal.Error($"a WebSocket is closed: {e.Message}");
        }

        await CloseAsync(upstream, client, cancellationToken).ConfigureAwait(false);
    }

    private static void Record(SocketTurns? turns, byte[] message)
    {
        try
        {
            turns?.AddAnswer(message);
        }
        catch (ResponseProtocolException e)
        {
            Terminal.Error($"the rest of a turn on a WebSocket is not recorded: {e.Message}");
        }
    }

    private static (string Path, string Query) Target(HttpContext context) =>
        (context.Request.Path.ToUriComponent(), context.Request.QueryString.ToUriComponent());

    /// <summary>Closes one side with the status and the description that the other side sent.</summary>
    private Task CloseAsync(WebSocket closed, WebSocket other, CancellationToken cancellationToken)
    {
        // Status 1005 means that the close message had no status. It must not be sent.
        var status = closed.CloseStatus is { } given and not WebSocketCloseStatus.Empty ? given : WebSocketCloseStatus.NormalClosure;
        return other.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? other.CloseOutputAsync(status, status == closed.CloseStatus ? Clean(closed.CloseStatusDescription) : null, cancellationToken)
            : Task.CompletedTask;
    }

    private string? Clean(string? text) => text is null || clean is null ? text : clean(text);
}
