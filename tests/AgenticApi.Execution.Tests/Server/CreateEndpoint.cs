using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>Answers <c>POST /v1/responses</c>.</summary>
internal sealed class CreateEndpoint(ServerState state, HistoryRules rules, ServerScript script, ServerLog log, Delivery delivery)
{
    public async Task HandleAsync(HttpContext context)
    {
        Refusal? refusal = null;
        IReadOnlyList<JsonElement> history = [];
        JsonElement body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        }
        catch (JsonException)
        {
            body = default;
        }

        if (body.ValueKind != JsonValueKind.Object)
        {
            await RefuseAsync(context, new("We could not parse the JSON body of your request.", null), 0);
            return;
        }

        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => $"{header.Value}", StringComparer.OrdinalIgnoreCase);
        var request = log.Add(body, headers, request =>
        {
            refusal = rules.Check(request, out history);
            return history;
        });
        if (refusal is not null)
        {
            await RefuseAsync(context, refusal, request.Number);
            return;
        }

        await AnswerAsync(context, request, history);
    }

    private async Task AnswerAsync(HttpContext context, ServedRequest request, IReadOnlyList<JsonElement> history)
    {
        ResponseRun? run = null;
        Fault? fault = null;
        var finishes = true;
        var found = script.Take(round =>
        {
            var written = round.Write(request, state.Ids);
            var envelope = new Envelope(request, state.Ids.Next("resp"));
            var rendered = new RenderedRound(written, envelope, request.IsBackground);
            fault = rendered.Place(round.NextFault(written));
            run = new ResponseRun(request, envelope, rendered, history)
            {
                RunsOn = request.IsBackground || written.Finishes,
                NextFault = () => rendered.Place(round.NextFault(written)),
            };
            finishes = fault?.Kind != FaultKind.Status && (run.RunsOn || !Breaks(fault, request, rendered));
            return finishes || written.IsAnsweredOnce;
        });
        if (!found)
        {
            await RefuseAsync(context, new($"The script has no round for request {request.Number}.", null, "script_at_its_end"), request.Number);
            return;
        }

        if (fault?.Kind == FaultKind.Status)
        {
            run!.Dispose();
            await Delivery.WriteStatusAsync(context, fault);
            return;
        }

        await SendAsync(context, run!, fault, finishes);
    }

    /// <summary>Returns whether the client does not get the end of the response because of a fault.</summary>
    private static bool Breaks(Fault? fault, ServedRequest request, RenderedRound rendered) => fault is not null
        && (request.IsStreamed
            ? (fault.Cuts && fault.At < rendered.Events.Count) || (fault.Kind == FaultKind.Garble && fault.At == rendered.Events.Count - 1)
            : fault.Cuts || fault.Kind == FaultKind.Garble);

    private async Task SendAsync(HttpContext context, ResponseRun run, Fault? fault, bool finishes)
    {
        var request = run.Request;
        if (finishes)
        {
            state.Add(run);
        }

        var queued = run.Body;
        // A response whose end nobody gets must not be stored, even if it is complete already.
        var made = run.MakeAsync(finishes ? null : run.Round.Events.Count - 1, state.Finish);
        try
        {
            if (request.IsStreamed)
            {
                await delivery.StreamAsync(context, run, after: int.MinValue, fault);
                return;
            }

            await (request.IsBackground ? Task.CompletedTask : made.WaitAsync(context.RequestAborted));
            await delivery.WriteBodyAsync(context, request.IsBackground ? queued : run.Round.Body, fault);
        }
        catch (OperationCanceledException)
        {
            // The client has left.
        }
        finally
        {
            if (!run.RunsOn)
            {
                run.Cancel();
            }
        }
    }

    private async Task RefuseAsync(HttpContext context, Refusal refusal, int number)
    {
        log.Add(refusal with { Request = number });
        await Delivery.WriteAsync(context, refusal.Status, refusal.ToJson());
    }
}
