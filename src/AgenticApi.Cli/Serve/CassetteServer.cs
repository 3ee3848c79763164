using AgenticApi.Cassettes;
using AgenticApi.Gateway;
using Microsoft.AspNetCore.Builder;

namespace AgenticApi.Cli;

/// <summary>Serves cassettes on loopback.</summary>
internal static class CassetteServer
{
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<LoopbackServer> StartAsync(
        CassettePlayer player, Faults faults, int port, CancellationToken cancellationToken, IReadOnlyList<string>? hosts = null, ServerLimits? limits = null)
    {
        limits ??= new();
        var guard = new RequestGuard(hosts ?? []);
        var http = new ServedAnswer(player, faults);
        var socket = new ServedSocket(player, faults, limits.MaxRequestBytes);
        return LoopbackServer.StartAsync(
            application =>
            {
                application.UseWebSockets();
                application.Run(context =>
                    guard.Refusal(context.Request) is var (status, message) ? ServedError.SendAsync(context, status, message)
                    : context.WebSockets.IsWebSocketRequest ? socket.ServeAsync(context)
                    : http.ServeAsync(context));
            },
            port,
            cancellationToken,
            limits);
    }
}
