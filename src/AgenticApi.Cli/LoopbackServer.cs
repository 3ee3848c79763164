using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgenticApi.Cli;

/// <summary>A web server that listens on loopback unless another address is given.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackServer(WebApplication application) => _application = application;

    /// <summary>The address of the server, with a slash at the end.</summary>
    public Uri Url => new(_application.Urls.First());

    /// <summary>Starts a server.</summary>
    /// <param name="configure">Configures the application.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <param name="limits">The limits for clients; <see langword="null"/> for the defaults of Kestrel.</param>
    /// <param name="address">The address to listen on; <see langword="null"/> for 127.0.0.1.</param>
    /// <param name="services">Adds services of the application; <see langword="null"/> for none.</param>
    /// <exception cref="UsageException">The port is out of range.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<LoopbackServer> StartAsync(
        Action<WebApplication> configure,
        int port,
        CancellationToken cancellationToken,
        ServerLimits? limits = null,
        IPAddress? address = null,
        Action<IServiceCollection>? services = null)
    {
        if (port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            throw new UsageException($"--port takes a number from {IPEndPoint.MinPort} to {IPEndPoint.MaxPort}.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            limits?.ApplyTo(options.Limits);
            options.Listen(address ?? IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        // An answer may never end, so stopping the server does not wait for it.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        services?.Invoke(builder.Services);
        var application = builder.Build();
        configure(application);
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        return new LoopbackServer(application);
    }

    /// <summary>Prints the base URL and serves until the application is stopped.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        Console.Out.WriteLine($"{Url}v1");
        return _application.WaitForShutdownAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
