using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Makes responses over WebSockets.</summary>
internal sealed class SocketEndpoint(ResponsesGatewayOptions options, CreateEndpoint creating, GatewayOperation operation)
{
    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await ErrorBoundary.UnknownAsync(context).ConfigureAwait(false);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        await new SocketConnection(creating, operation, options.Limits, context, socket).ServeAsync().ConfigureAwait(false);
    }
}
