using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Scripted.Playing;

/// <summary>The paths of the API.</summary>
internal static class Endpoints
{
    public static void Map(IEndpointRouteBuilder app, Player player)
    {
        app.MapPost("/v1/responses", context => AnswerAsync(context, player.Respond));
        app.MapPost("/v1/conversations", context => AnswerAsync(context, player.CreateConversation));
        app.MapGet("/v1/responses/{id}", (HttpContext context, string id, bool stream = false, int starting_after = -1) =>
            SendAsync(context, player.Retrieve(id, stream, starting_after)));
        app.MapGet("/v1/responses", context => SocketMessages.AnswerAsync(context, player));
    }

    private static async Task AnswerAsync(HttpContext context, Func<JsonObject, Answer> answer) =>
        await SendAsync(context, await BodyAsync(context) is { } body ? answer(body) : Answer.Refuse(400, "The body is no JSON object.", null, null));

    /// <summary>The body; null where it is no JSON object. No body at all is an empty object.</summary>
    private static async Task<JsonObject?> BodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength is 0 or null && !context.Request.Headers.ContainsKey("Transfer-Encoding"))
        {
            return [];
        }

        try
        {
            return await JsonNode.ParseAsync(context.Request.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task SendAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.ContentType;
        foreach (var frame in answer.Frames ?? [answer.Body])
        {
            // A client may leave in the middle; what it does not read is lost, and no failure.
            if (context.RequestAborted.IsCancellationRequested)
            {
                return;
            }

            await context.Response.WriteAsync(frame);
            await context.Response.Body.FlushAsync();
        }
    }
}
