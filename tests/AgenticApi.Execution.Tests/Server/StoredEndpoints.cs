using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>Answers what concerns a stored response: reading it, streaming it again, cancelling and deleting it.</summary>
internal sealed class StoredEndpoints(ServerState state, ModelServerOptions options, ServerLog log, Delivery delivery)
{
    public async Task GetAsync(HttpContext context)
    {
        if (state.Find(Id(context)) is not { } run)
        {
            await RefuseAsync(context, NotFound(context));
        }
        else if (context.Request.Query["stream"] != "true")
        {
            await Delivery.WriteAsync(context, 200, run.Body);
        }
        else if (!run.Request.IsBackground && !options.ResumesAnyResponse)
        {
            await RefuseAsync(context, new("This response cannot be streamed because it was not created with background=true.", null));
        }
        else
        {
            await ResumeAsync(context, run);
        }
    }

    public Task CancelAsync(HttpContext context)
    {
        if (state.Find(Id(context)) is not { } run)
        {
            return RefuseAsync(context, NotFound(context));
        }

        if (!run.Request.IsBackground)
        {
            return RefuseAsync(context, new("Cannot cancel a synchronous response.", null));
        }

        run.Cancel();
        return Delivery.WriteAsync(context, 200, run.Body);
    }

    public Task DeleteAsync(HttpContext context) => state.Remove(Id(context))
        ? Delivery.WriteAsync(context, 200, new JsonObject { ["id"] = Id(context), ["object"] = "response", ["deleted"] = true })
        : RefuseAsync(context, NotFound(context));

    /// <summary>Lists the items of a conversation. One that came without an id is named by its place.</summary>
    public Task ListAsync(HttpContext context)
    {
        var items = state.Conversation(Id(context)).Select((item, place) =>
        {
            var json = JsonObject.Create(item)!;
            json["id"] ??= $"item_{place}";
            return json;
        });
        var limit = int.Parse(context.Request.Query["limit"]!, CultureInfo.InvariantCulture);
        var ordered = context.Request.Query["order"] == "desc" ? items.Reverse() : items;
        return Delivery.WriteAsync(context, 200, new JsonObject { ["object"] = "list", ["data"] = new JsonArray([.. ordered.Take(limit)]) });
    }

    private static string Id(HttpContext context) => $"{context.Request.RouteValues["id"]}";

    private static Refusal NotFound(HttpContext context) => new($"Response with id '{Id(context)}' not found.", null) { Status = 404 };

    private async Task ResumeAsync(HttpContext context, ResponseRun run)
    {
        var after = int.TryParse(context.Request.Query["starting_after"], CultureInfo.InvariantCulture, out var number) ? number : int.MinValue;
        var fault = run.NextFault();
        try
        {
            await (fault?.Kind == FaultKind.Status ? Delivery.WriteStatusAsync(context, fault) : delivery.StreamAsync(context, run, after, fault));
        }
        catch (OperationCanceledException)
        {
            // The client has left.
        }
    }

    private Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        log.Add(refusal);
        return Delivery.WriteAsync(context, refusal.Status, refusal.ToJson());
    }
}
