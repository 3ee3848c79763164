using System.Net;
using System.Net.WebSockets;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>Passes a WebSocket on, message by message both ways, and records its turns.</summary>
internal sealed class PassedSocket(ListenSettings settings, UpstreamAddress address, CassetteRecording recording, Func<string, string>? clean)
{
    // How long the one side may take to close after the other.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

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
        var (asked, answered) = (AskAsync(client, upstream, turns, end.Token), AnswerAsync(upstream, client, turns, end.Token));
        var first = await Task.WhenAny(asked, answered).ConfigureAwait(false);
        // A side that was closed may still say something; of one that has left nothing more comes.
        end.CancelAfter(first.IsCompletedSuccessfully ? Patience : TimeSpan.Zero);
        try
        {
            await Task.WhenAll(asked, answered).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // One side has left without closing.
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
            // A status that a client can act on: 401, or 426 for a server without WebSockets.
            var status = (int)upstream.HttpStatusCode;
            var isRefused = status is >= 400 and <= 599;
            await ServedError.SendAsync(
                context,
                isRefused ? status : (int)HttpStatusCode.BadGateway,
                isRefused ? $"The server refused the WebSocket with status {status}." : $"The server cannot be reached: {e.Message}").ConfigureAwait(false);
            return false;
        }
    }

    private async Task AskAsync(WebSocket client, WebSocket upstream, SocketTurns? turns, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var (type, message) = await SocketMessages.ReceiveAnyAsync(client, cancellationToken, settings.Limits.MaxRequestBytes).ConfigureAwait(false);
                if (type == WebSocketMessageType.Close)
                {
                    break;
                }

                if (turns?.Ask(message) != true)
                {
                    Terminal.Error("a message on a WebSocket is passed on and not recorded: it asks for no response.");
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

    private async Task AnswerAsync(WebSocket upstream, WebSocket client, SocketTurns? turns, CancellationToken cancellationToken)
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
                // Before the client has it: who has seen the end finds the turn in the file.
                Keep(turns, message);
                await client.SendAsync(message.AsMemory(), type, endOfMessage: true, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (WebSocketException) when (upstream.State == WebSocketState.Aborted)
        {
            // The server broke off: so does this.
            turns?.Complete(isBroken: true);
            throw;
        }
        catch (InputException e)
        {
            Terminal.Error($"a WebSocket is closed: {e.Message}");
        }

        await CloseAsync(upstream, client, cancellationToken).ConfigureAwait(false);
    }

    private static void Keep(SocketTurns? turns, byte[] message)
    {
        try
        {
            turns?.Answer(message);
        }
        catch (ResponseProtocolException e)
        {
            Terminal.Error($"a turn on a WebSocket is recorded no further: {e.Message}");
        }
    }

    private static (string Path, string Query) Target(HttpContext context) =>
        (context.Request.Path.ToUriComponent(), context.Request.QueryString.ToUriComponent());

    /// <summary>Closes one side as the other was closed.</summary>
    private Task CloseAsync(WebSocket closed, WebSocket other, CancellationToken cancellationToken)
    {
        // 1005 says that there was none, and cannot be sent.
        var status = closed.CloseStatus is { } given and not WebSocketCloseStatus.Empty ? given : WebSocketCloseStatus.NormalClosure;
        return other.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? other.CloseOutputAsync(status, status == closed.CloseStatus ? Clean(closed.CloseStatusDescription) : null, cancellationToken)
            : Task.CompletedTask;
    }

    private string? Clean(string? text) => text is null || clean is null ? text : clean(text);
}
