using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Gateway;

/// <summary>Gives and forgets responses that are kept.</summary>
internal sealed class KeptEndpoints(IResponseStore store)
{
    public async Task GetAsync(HttpContext context)
    {
        var id = Id(context);
        if (await store.FindAsync(id, context.RequestAborted).ConfigureAwait(false) is { } stored)
        {
            await WriteAsync(context, stored.Response).ConfigureAwait(false);
        }
        else
        {
            await NotFound(id).WriteAsync(context).ConfigureAwait(false);
        }
    }

    public async Task DeleteAsync(HttpContext context)
    {
        var id = Id(context);
        if (await store.DeleteAsync(id, context.RequestAborted).ConfigureAwait(false))
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$"""{"id":"{{JsonEncodedText.Encode(id)}}","object":"response","deleted":true}""", context.RequestAborted).ConfigureAwait(false);
        }
        else
        {
            await NotFound(id).WriteAsync(context).ConfigureAwait(false);
        }
    }

    public static Task WriteAsync(HttpContext context, Response response)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(response.ToJson(), context.RequestAborted);
    }

    private static string Id(HttpContext context) => (string)context.GetRouteValue("id")!;

    private static GatewayError NotFound(string id) => new(StatusCodes.Status404NotFound, $"Response with id '{id}' not found.");
}
