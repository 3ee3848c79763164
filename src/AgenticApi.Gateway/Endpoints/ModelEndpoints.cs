using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Gateway;

/// <summary>Forwards requests for models to the model's server.</summary>
internal sealed class ModelEndpoints(UpstreamModel model)
{
    public Task ListAsync(HttpContext context) => ForwardAsync(context, "models");

    public Task GetAsync(HttpContext context) =>
        // Names of models may contain slashes.
        ForwardAsync(context, "models/" + string.Join('/', ((string)context.GetRouteValue("model")!).Split('/').Select(Uri.EscapeDataString)));

    private async Task ForwardAsync(HttpContext context, string path)
    {
        using var answer = await model.GetAsync(path, context.Request.Headers.Authorization, context.RequestAborted).ConfigureAwait(false);
        context.Response.ContentType = "application/json";
        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }
}
