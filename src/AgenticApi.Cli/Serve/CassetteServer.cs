using System.Net;
using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgenticApi.Cli;

/// <summary>Cassettes as a web server on loopback.</summary>
internal sealed class CassetteServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private CassetteServer(WebApplication application) => _application = application;

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Url => new(_application.Urls.First());

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<CassetteServer> StartAsync(CassettePlayer player, Faults faults, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, port);
        });
        // A stalled answer never ends: who stops the server does not wait for it.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var application = builder.Build();
        var http = new ServedAnswer(player, faults);
        var socket = new ServedSocket(player, faults);
        application.UseWebSockets();
        application.Run(context => context.WebSockets.IsWebSocketRequest ? socket.ServeAsync(context) : http.ServeAsync(context));
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        return new CassetteServer(application);
    }

    /// <summary>Serves until it is told to stop.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
