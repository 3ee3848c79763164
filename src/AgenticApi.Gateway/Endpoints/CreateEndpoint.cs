using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Serving;
using AgenticApi.Serving.Emitting;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Makes responses.</summary>
internal sealed class CreateEndpoint(ResponsesGatewayOptions options, GatewayRecords records, UpstreamModel model, GatewayOperation operation)
{
    private readonly ReasoningSeal _seal = new(options.ReasoningKeys);

    public async Task ServeAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context).ConfigureAwait(false);
        var isStream = body.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
        var answer = isStream ? new StreamAnswer(context) : (IAnswer)new BodyAnswer(context);
        await CreateAsync(body, Caller.Of(context), context.Request.Headers.Authorization, answer, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Makes a response.</summary>
    /// <param name="body">The request.</param>
    /// <param name="owner">Whose it is; null where clients are not told apart.</param>
    /// <param name="authorization">The client's <c>Authorization</c>; null for none.</param>
    /// <param name="answer">Where it goes.</param>
    /// <param name="clientGone">Cancelled when the client has gone.</param>
    /// <param name="turn">What the request is on a WebSocket; null where it has not come on one.</param>
    /// <exception cref="GatewayException">There is no response.</exception>
    public async Task CreateAsync(JsonElement body, string? owner, string? authorization, IAnswer answer, CancellationToken clientGone, SocketTurn? turn = null)
    {
        var watch = operation.Watch(body);
        string? inBackground;
        try
        {
            inBackground = await BeginAsync(body, owner, authorization, answer, turn, watch, clientGone).ConfigureAwait(false);
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

        if (inBackground is not null)
        {
            await answer.FollowAsync(records.Responses, inBackground, options.Lease, clientGone).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a response, or begins to make it in the background: then its id is given.</summary>
    private async Task<string?> BeginAsync(JsonElement body, string? owner, string? authorization, IAnswer answer, SocketTurn? turn, ResponseWatch watch, CancellationToken clientGone)
    {
        var id = RecordIds.New(RecordIds.Response);
        var request = await CreateRequest.ReadAsync(body, id, owner, records, clientGone, turn?.Memory).ConfigureAwait(false);
        var chat = turn is { IsWarmUp: true } ? null : ToChatCompletion(request);
        answer.TellLeftOut(chat?.LeftOutTools ?? []);
        if (request.IsBackground)
        {
            watch.Hold(operation.ServeInBackground());
        }

        var creation = await Creation.BeginAsync(request, Emitter(request, id, chat), records, watch, clientGone).ConfigureAwait(false);
        if (chat is null)
        {
            await creation.RunAsync(SocketTurn.NothingSaidAsync(), answer.SendAsync, default).ConfigureAwait(false);
            turn!.Memory.Add(request, creation.Response);
            return null;
        }

        if (request.IsBackground)
        {
            // Nobody waits for it; a stop of the gateway waits for its place.
            _ = Task.Run(() => creation.RunAsync(BackgroundDeltas(request, chat, authorization, creation.Stopped), static _ => new(false), creation.Stopped), CancellationToken.None);
            return id;
        }

        // Who has asked for a response that is kept finds it, whether he waits or not. The others have gone with their response.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(creation.Stopped, !creation.IsKept || options.EndsWithoutClient ? clientGone : default);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, watch.MustEnd);
        HttpResponseMessage said;
        try
        {
            said = await model.AskAsync(chat.Body, authorization, asking.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (creation.Stopped.IsCancellationRequested)
        {
            // Another host took this one for dead, or the store had no room for the response.
            await creation.DiscardAsync().ConfigureAwait(false);
            throw new GatewayException(GatewayError.NotKept);
        }
        catch
        {
            await creation.DiscardAsync().ConfigureAwait(false);
            throw;
        }

        using (said)
        {
            var bounded = new BoundedAnswer(answer, options.Clock, asking.Token);
            await creation.RunAsync(Deltas(request, chat, said, stop.Token), bounded.SendAsync, stop.Token).ConfigureAwait(false);
        }

        turn?.Memory.Add(request, creation.Response);
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
        // Of those in the history too.
        Tools = chat?.Tools,
        IsKept = true,
        SealReasoning = text => _seal.Seal(text, request.Owner),
        Clock = options.Clock,
        NewId = new IdSeries(id[(RecordIds.Response.Length + 1)..]).Next,
    });

    private IAsyncEnumerable<ModelDelta> Deltas(CreateRequest request, ChatCompletionRequestResult chat, HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var deltas = model.ReadAsync(answer, request.IsStream || request.IsBackground, cancellationToken);
        // The parser's request is the one that the model was given: there the tools have the names that the model writes.
        return options.Parser?.Invoke(JsonElement.Parse(chat.Body.Span)) is { } parser ? parser.ParseAsync(deltas, cancellationToken) : deltas;
    }

    /// <summary>What the model says to a request whose client has its answer already: a refusal fails the response.</summary>
    private async IAsyncEnumerable<ModelDelta> BackgroundDeltas(
        CreateRequest request, ChatCompletionRequestResult chat, string? authorization, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        GatewayError? error = null;
        HttpResponseMessage? answer = null;
        try
        {
            answer = await model.AskAsync(chat.Body, authorization, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayException e)
        {
            error = e.Error;
        }

        using var _ = answer;
        if (error is not null)
        {
            yield return new ErrorDelta(error.Code ?? ErrorDelta.ServerError, error.Message);
            yield break;
        }

        await foreach (var delta in Deltas(request, chat, answer!, cancellationToken).ConfigureAwait(false))
        {
            yield return delta;
        }
    }
}
