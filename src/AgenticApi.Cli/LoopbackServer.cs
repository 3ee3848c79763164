using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgenticApi.Cli;

/// <summary>A web server on this machine, and for this machine unless an address says otherwise.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LoopbackServer(WebApplication application) => _application = application;

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Url => new(_application.Urls.First());

    /// <summary>Starts one.</summary>
    /// <param name="configure">Says what it serves.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <param name="limits">What its clients may take; null for what the web server allows by itself.</param>
    /// <param name="address">Where it listens; null for 127.0.0.1.</param>
    /// <param name="services">Adds what the application needs; null for nothing.</param>
    /// <exception cref="UsageException">There is no such port.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
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
        // An answer may never end: who stops the server does not wait for it.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(1));
        services?.Invoke(builder.Services);
        var application = builder.Build();
        configure(application);
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        return new LoopbackServer(application);
    }

    /// <summary>Prints the base URL, and serves until it is told to stop.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        Console.Out.WriteLine($"{Url}v1");
        return _application.WaitForShutdownAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
