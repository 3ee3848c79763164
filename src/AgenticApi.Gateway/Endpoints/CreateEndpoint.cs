using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Serving;
using AgenticApi.Serving.Emitting;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Creates responses.</summary>
internal sealed class CreateEndpoint(ResponsesGatewayOptions options, GatewayRecords records, UpstreamModel model, GatewayOperation operation)
{
    private readonly ReasoningSeal _seal = new(options.ReasoningKeys);

    public async Task ServeAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context).ConfigureAwait(false);
        var isStream = body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        var answer = isStream ? new StreamAnswer(context) : (IAnswer)new BodyAnswer(context);
        await CreateAsync(body, Caller.OwnerOf(context), context.Request.Headers.Authorization, answer, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Creates a response and sends it.</summary>
    /// <param name="body">The request.</param>
    /// <param name="owner">The owner of the response; null for none.</param>
    /// <param name="authorization">The client's <c>Authorization</c> header; null for none.</param>
    /// <param name="answer">Sends the response.</param>
    /// <param name="clientGone">Cancelled when the client has disconnected.</param>
    /// <param name="socket">What the request has in addition because it came over a WebSocket; null for HTTP.</param>
    /// <exception cref="GatewayException">The response is not created, or not stored.</exception>
    public async Task CreateAsync(JsonElement body, string? owner, string? authorization, IAnswer answer, CancellationToken clientGone, SocketContext? socket = null)
    {
        var watch = operation.Watch(body);
        string? backgroundId;
        try
        {
            backgroundId = await RunAsync(body, owner, authorization, answer, socket, watch, clientGone).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (watch.MustEnd.IsCancellationRequested && !clientGone.IsCancellationRequested)
        {
            watch.End(e);
            throw watch.Refusal();
        }
        catch (Exception e)
        {
            watch.End(e);
            throw;
        }

        if (backgroundId is not null)
        {
            await answer.FollowAsync(records.Responses, backgroundId, options.Lease, clientGone).ConfigureAwait(false);
        }
    }

    /// <summary>Creates a response to its end, or starts a background response.</summary>
    /// <returns>The id of the background response; null if the response has ended.</returns>
    private async Task<string?> RunAsync(
        JsonElement body, string? owner, string? authorization, IAnswer answer, SocketContext? socket, ResponseWatch watch, CancellationToken clientGone)
    {
        var id = RecordIds.New(RecordIds.Response);
        var request = await CreateRequest.ReadAsync(body, id, owner, records, clientGone, socket?.History).ConfigureAwait(false);
        var chat = socket is { IsWarmUp: true } ? null : ToChatCompletion(request);
        answer.ReportLeftOutTools(chat?.LeftOutTools ?? []);
        if (request.IsBackground)
        {
            watch.EndWith(operation.BeginBackgroundResponse());
        }

        var creation = await Creation.BeginAsync(request, Emitter(request, id, chat), records, watch, clientGone).ConfigureAwait(false);
        if (chat is null)
        {
            await creation.RunAsync(SocketContext.NoOutputAsync(), answer.SendAsync, default).ConfigureAwait(false);
            socket!.History.Add(request, creation.Response);
            return null;
        }

        if (request.IsBackground)
        {
            // Not awaited. A shutdown of the gateway waits for it: see BeginBackgroundResponse.
            _ = Task.Run(() => creation.RunAsync(BackgroundDeltas(request, chat, authorization, creation.Stopped), static _ => new(false), creation.Stopped), CancellationToken.None);
            return id;
        }

        // A stored response goes on without its client, which can retrieve it later. Other responses end with their client.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(creation.Stopped, !creation.IsKept || options.EndsWithoutClient ? clientGone : default);
        using var mustEnd = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, watch.MustEnd);
        HttpResponseMessage upstream;
        try
        {
            upstream = await model.AskAsync(chat.Body, authorization, mustEnd.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (creation.Stopped.IsCancellationRequested)
        {
            // The record was cancelled, deleted, or failed by another host.
            await creation.DiscardAsync().ConfigureAwait(false);
            throw new GatewayException(GatewayError.NotKept);
        }
        catch
        {
            await creation.DiscardAsync().ConfigureAwait(false);
            throw;
        }

        using (upstream)
        {
            var bounded = new BoundedAnswer(answer, options.Clock, mustEnd.Token);
            await creation.RunAsync(Deltas(request, chat, upstream, stop.Token), bounded.SendAsync, stop.Token).ConfigureAwait(false);
        }

        socket?.History.Add(request, creation.Response);
        return null;
    }

    private ChatCompletionRequestResult ToChatCompletion(CreateRequest request)
    {
        var translation = options.ModelTranslation?.Invoke(request.Body) ?? options.Translation;
        return request.ToChatCompletion(translation.OpenReasoning is null ? translation.Opening(text => _seal.Open(text, request.Owner)) : translation);
    }

    private ResponseEventEmitter Emitter(CreateRequest request, string id, ChatCompletionRequestResult? chat) => new(new()
    {
        Request = request.Body,
        // Includes the tools of items in the history.
        Tools = chat?.Tools,
        IsKept = true,
        SealReasoning = text => _seal.Seal(text, request.Owner),
        Clock = options.Clock,
        NewId = new IdSeries(id[(RecordIds.Response.Length + 1)..]).Next,
    });

    private IAsyncEnumerable<ModelDelta> Deltas(CreateRequest request, ChatCompletionRequestResult chat, HttpResponseMessage upstream, CancellationToken cancellationToken)
    {
        var deltas = model.ReadAsync(upstream, request.IsStream || request.IsBackground, cancellationToken);
        // The parser needs the translated request, because its tools have the names that the model uses.
        return options.Parser?.Invoke(JsonElement.Parse(chat.Body.Span)) is { } parser ? parser.ParseAsync(deltas, cancellationToken) : deltas;
    }

    /// <summary>Returns the deltas of a background response. Its client already has an answer, so an error of the model's server becomes a delta.</summary>
    private async IAsyncEnumerable<ModelDelta> BackgroundDeltas(
        CreateRequest request, ChatCompletionRequestResult chat, string? authorization, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GatewayError? error = null;
        HttpResponseMessage? upstream = null;
        try
        {
            upstream = await model.AskAsync(chat.Body, authorization, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayException e)
        {
            error = e.Error;
        }

        using var _ = upstream;
        if (error is not null)
        {
            yield return new ErrorDelta(error.Code ?? ErrorDelta.ServerError, error.Message);
            yield break;
        }

        await foreach (var delta in Deltas(request, chat, upstream!, cancellationToken).ConfigureAwait(false))
        {
            yield return delta;
        }
    }
}
