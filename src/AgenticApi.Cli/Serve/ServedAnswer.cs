using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>Answers an HTTP request with a recorded turn.</summary>
internal sealed class ServedAnswer(CassettePlayer player, Faults faults)
{
    public async Task ServeAsync(HttpContext context)
    {
        var fault = faults.Next();
        if (fault.Status is { } status)
        {
            await ServedError.SendFaultAsync(context, status).ConfigureAwait(false);
            return;
        }

        CassetteTurn turn;
        try
        {
            turn = player.Take(await RequestAsync(context).ConfigureAwait(false));
        }
        catch (CassetteException e)
        {
            Terminal.Error(e.Message);
            await ServedError.SendAsync(context, StatusCodes.Status404NotFound, e.Message).ConfigureAwait(false);
            return;
        }
        catch (BadHttpRequestException e)
        {
            // The body is too large or too slow.
            await ServedError.SendAsync(context, e.StatusCode, e.Message).ConfigureAwait(false);
            return;
        }

        var answer = turn.Response;
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        try
        {
            var chunks = ServedChunks.ReadAsync(answer, player.Options, fault, () => player.Return(turn), context.RequestAborted);
            await foreach (var chunk in chunks.ConfigureAwait(false))
            {
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }
        catch (IOException) when (!context.Response.HasStarted)
        {
            context.Abort();
        }
        catch (OperationCanceledException)
        {
            // The client disconnected.
        }

        // An IOException after the start of the response propagates to the web server, which sends the written bytes and then aborts the connection.
    }

    private static async Task<CassetteRequest> RequestAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        return CassetteRequest.FromHttp(
            context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "", null, body.GetBuffer().AsSpan(0, (int)body.Length));
    }
}
