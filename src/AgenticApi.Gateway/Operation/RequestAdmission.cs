using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Checks each request before its endpoint runs: headers, API key, and the number of requests in progress.</summary>
internal sealed class RequestAdmission(ResponsesGatewayOptions options, GatewayOperation operation)
{
    private readonly RequestGuard _guard = new(options.AllowedHosts);
    private readonly KeyRing _keys = new(options.Keys);

    /// <summary>Returns an endpoint that runs <paramref name="serve"/> for admitted requests, and writes all errors in the API's form.</summary>
    public RequestDelegate Wrap(RequestDelegate serve) => ErrorBoundary.Wrap(async context =>
    {
        Admit(context);
        using var _ = operation.BeginRequest();
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            LimitedRequestBody.Attach(context, options.Limits, options.Clock);
        }

        await serve(context).ConfigureAwait(false);
    });

    /// <summary>Does the same for WebSockets. They are counted apart from requests: an idle connection is not a request.</summary>
    public RequestDelegate WrapSocket(RequestDelegate serve) => ErrorBoundary.Wrap(async context =>
    {
        Admit(context);
        using var _ = operation.BeginSocket();
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
        var name = _keys.FindName(headers.Authorization);
        if (name is null)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            throw new GatewayException(
                StatusCodes.Status401Unauthorized,
                headers.Authorization.Count == 0 ? "No API key. Send 'Authorization: Bearer KEY'." : "The gateway does not know this API key.",
                code: "invalid_api_key");
        }

        // The key is the gateway's own. It must not be forwarded to the model's server.
        headers.Authorization = default;
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "Bearer"));
    }

    private void AdmitWithoutKey(HttpContext context)
    {
        // A connection without an IP address does not come over a network: a Unix domain socket, a named pipe or a test server.
        if (!options.AllowAnonymous
            && context.User.Identity?.IsAuthenticated != true
            && context.Connection.LocalIpAddress is { } address
            && !IPAddress.IsLoopback(address))
        {
            throw new GatewayException(
                StatusCodes.Status403Forbidden,
                "The gateway has no API keys and therefore serves loopback only. Configure keys, or let the application authenticate its clients (in code: Keys or AllowAnonymous).");
        }
    }
}
