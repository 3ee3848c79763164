using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Accepts WebSockets and creates responses over them.</summary>
internal sealed class SocketEndpoint(ResponsesGatewayOptions options, CreateEndpoint create, GatewayOperation operation)
{
    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await ErrorBoundary.UnknownAsync(context).ConfigureAwait(false);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        await new SocketConnection(create, operation, options.Limits, context, socket).ServeAsync().ConfigureAwait(false);
    }
}
