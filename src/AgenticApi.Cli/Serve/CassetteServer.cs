using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Builder;

namespace AgenticApi.Cli;

/// <summary>Cassettes as a web server on loopback.</summary>
internal static class CassetteServer
{
    /// <exception cref="IOException">The port is taken.</exception>
    public static Task<LoopbackServer> StartAsync(CassettePlayer player, Faults faults, int port, CancellationToken cancellationToken)
    {
        var http = new ServedAnswer(player, faults);
        var socket = new ServedSocket(player, faults);
        return LoopbackServer.StartAsync(
            application =>
            {
                application.UseWebSockets();
                application.Run(context => context.WebSockets.IsWebSocketRequest ? socket.ServeAsync(context) : http.ServeAsync(context));
            },
            port,
            cancellationToken);
    }
}
