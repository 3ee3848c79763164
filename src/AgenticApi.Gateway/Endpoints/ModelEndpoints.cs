using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Gateway;

/// <summary>Passes on which models the server behind the gateway has.</summary>
internal sealed class ModelEndpoints(UpstreamModel model)
{
    public Task ListAsync(HttpContext context) => PassAsync(context, "models");

    public Task GetAsync(HttpContext context) =>
        // Names of models have slashes in them.
        PassAsync(context, "models/" + string.Join('/', ((string)context.GetRouteValue("model")!).Split('/').Select(Uri.EscapeDataString)));

    private async Task PassAsync(HttpContext context, string path)
    {
        using var answer = await model.GetAsync(path, context.Request.Headers.Authorization, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
