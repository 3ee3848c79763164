using System.Net.WebSockets;
using System.Text;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>Answers the messages of a WebSocket with recorded turns, one message for each event.</summary>
internal sealed class ServedSocket(CassettePlayer player, Faults faults, int maxMessageBytes)
{
    public async Task ServeAsync(HttpContext context)
    {
        if (faults.Status is { } status && faults.Next().Status is not null)
        {
            await ServedError.SendFaultAsync(context, status).ConfigureAwait(false);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        try
        {
            while (await SocketMessages.ReceiveAsync(socket, context.RequestAborted, maxMessageBytes).ConfigureAwait(false) is { } message)
            {
                await AnswerAsync(socket, context, message).ConfigureAwait(false);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted).ConfigureAwait(false);
        }
        catch (InputException e)
        {
            await SocketMessages.RefuseAsync(socket, e.Message, context.RequestAborted).ConfigureAwait(false);
        }
        catch (IOException)
        {
            context.Abort();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client disconnected.
        }
    }

    private async Task AnswerAsync(WebSocket socket, HttpContext context, byte[] message)
    {
        CassetteTurn turn;
        try
        {
            var (path, query) = (context.Request.Path, context.Request.QueryString.Value ?? "");
            turn = player.Take(CassetteRequest.FromHttp(CassetteRequest.WebSocketMethod, path, query, null, message));
        }
        catch (CassetteException e)
        {
            Terminal.Error(e.Message);
            await SocketMessages.SendAsync(socket, Encoding.UTF8.GetBytes(ServedError.Event(e.Message)), context.RequestAborted).ConfigureAwait(false);
            return;
        }

        var chunks = ServedChunks.ReadAsync(turn.Response, player.Options, faults.Next(), () => player.Return(turn), context.RequestAborted);
        await foreach (var chunk in chunks.ConfigureAwait(false))
        {
            // A cassette ends each message with a line break, which is not sent.
            await SocketMessages.SendAsync(socket, chunk.Span is [.., (byte)'\n'] ? chunk[..^1] : chunk, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
