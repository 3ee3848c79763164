using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>What stands before every endpoint of a gateway: who may ask, and how much.</summary>
internal sealed class Entrance(ResponsesGatewayOptions options, GatewayOperation operation)
{
    private readonly RequestGuard _guard = new(options.AllowedHosts);
    private readonly KeyRing _keys = new(options.Keys);

    /// <summary>An endpoint that serves those requests that are let in, and answers with errors in the API's form.</summary>
    public RequestDelegate To(RequestDelegate serve) => ErrorBoundary.Around(async context =>
    {
        Admit(context);
        using var _ = operation.Serve();
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            TimedBody.Put(context, options.Limits, options.Clock);
        }

        await serve(context).ConfigureAwait(false);
    });

    /// <summary>The same for WebSockets, which are counted apart: one that waits for its client is no request.</summary>
    public RequestDelegate ToSocket(RequestDelegate serve) => ErrorBoundary.Around(async context =>
    {
        Admit(context);
        using var _ = operation.ServeSocket();
        await serve(context).ConfigureAwait(false);
    });

    private void Admit(HttpContext context)
    {
        if (_guard.Refusal(context.Request) is var (status, message))
        {
            throw new GatewayException(status, message);
        }

        if (_keys.IsEmpty)
        {
            AdmitWithoutKey(context);
            return;
        }

        var headers = context.Request.Headers;
        var name = _keys.NameOf(headers.Authorization);
        if (name is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw new GatewayException(
                StatusCodes.Status401Unauthorized,
                headers.Authorization.Count == 0 ? "No API key. Send 'Authorization: Bearer KEY'." : "This API key is not one of the gateway's.",
                code: "invalid_api_key");
        }

        // It is the gateway's key: the model's server never gets it.
        headers.Authorization = default;
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "Bearer"));
    }

    private void AdmitWithoutKey(HttpContext context)
    {
        // No address is no network: another process of this machine, or a test.
        if (!options.AllowAnonymous
            && context.User.Identity?.IsAuthenticated != true
            && context.Connection.LocalIpAddress is { } address
            && !IPAddress.IsLoopback(address))
        {
            throw new GatewayException(
                StatusCodes.Status403Forbidden,
                "The gateway has no keys, so it serves loopback alone. Give it keys, or let the application authenticate its clients (in code, Keys or AllowAnonymous).");
        }
    }
}
