using System.Runtime.CompilerServices;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Makes responses.</summary>
internal sealed class CreateEndpoint(ResponsesGatewayOptions options)
{
    private readonly UpstreamModel _model = new(options);

    public async Task ServeAsync(HttpContext context)
    {
        try
        {
            var request = await ResponsesRequest.ReadAsync(context, options.Store).ConfigureAwait(false);
            using var answer = await _model.AskAsync(context, request.ToChatCompletion()).ConfigureAwait(false);
            var events = Events(request, answer, context.RequestAborted);
            await (request.IsStream ? StreamAsync(context, events) : AnswerAsync(context, events)).ConfigureAwait(false);
        }
        catch (GatewayException e)
        {
            await e.Error.WriteAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone, and the request to the model's server with it: nobody is there to be told.
        }
    }

    /// <summary>The events of the response. It is kept before its terminal event goes out, so that who has seen that can continue it.</summary>
    private async IAsyncEnumerable<ResponseStreamEvent> Events(
        ResponsesRequest request, HttpResponseMessage answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var deltas = UpstreamModel.ReadAsync(answer, request.IsStream, cancellationToken);
        if (options.Parser?.Invoke(request.Body) is { } parser)
        {
            deltas = parser.ParseAsync(deltas, cancellationToken);
        }

        var emitter = new ResponseEmitterOptions { Request = request.Body, IsKept = true, Clock = options.Clock, NewId = options.NewId };
        await foreach (var streamEvent in ResponseEventEmitter.EmitAsync(deltas, emitter, cancellationToken).ConfigureAwait(false))
        {
            if (request.IsStored && streamEvent is ResponseTerminalEvent { Response: { } response })
            {
                // Kept also where the client has gone.
                await options.Store.SaveAsync(new StoredResponse(response, request.Input), CancellationToken.None).ConfigureAwait(false);
            }

            yield return streamEvent;
        }
    }

    private static async Task StreamAsync(HttpContext context, IAsyncEnumerable<ResponseStreamEvent> events)
    {
        context.Response.ContentType = ResponseEventWriter.MediaType;
        context.Response.Headers.CacheControl = "no-cache";
        var output = context.Response.BodyWriter;
        await ReadAsync(events, async streamEvent =>
        {
            ResponseEventWriter.Write(streamEvent, output);
            // Waits for a client that reads slowly, and so the model's server waits too.
            await output.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpContext context, IAsyncEnumerable<ResponseStreamEvent> events)
    {
        Response? response = null;
        await ReadAsync(events, streamEvent =>
        {
            response = (streamEvent as ResponseTerminalEvent)?.Response;
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        await KeptEndpoints.WriteAsync(context, response!).ConfigureAwait(false);
    }

    /// <summary>Reads all events. An answer of the model's server that could not be read has been told by the terminal event.</summary>
    private static async Task ReadAsync(IAsyncEnumerable<ResponseStreamEvent> events, Func<ResponseStreamEvent, Task> take)
    {
        var hasEnded = false;
        try
        {
            await foreach (var streamEvent in events.ConfigureAwait(false))
            {
                hasEnded = streamEvent is ResponseTerminalEvent;
                await take(streamEvent).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (hasEnded && e is IOException or InvalidDataException or HttpRequestException or OperationCanceledException)
        {
            // Nothing is left to be said.
        }
    }
}
