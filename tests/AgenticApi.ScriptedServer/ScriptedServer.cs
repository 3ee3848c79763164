using System.Net;
using AgenticApi.Scripted.Playing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgenticApi.Scripted;

/// <summary>A server on this machine that plays one scenario, the same bytes every time. Requests come in the scenario's order.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    /// <summary>Where it listens: <c>http://127.0.0.1:PORT/v1</c>.</summary>
    public Uri BaseUrl => new(_app.Urls.Single() + "/v1");

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="scenario">What to play.</param>
    public static async Task<ScriptedServer> StartAsync(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        Endpoints.Map(app, new Player(scenario));
        await app.StartAsync();
        return new ScriptedServer(app);
    }

    /// <summary>Serves until the process is asked to end.</summary>
    public Task WaitAsync() => HostingAbstractionsHostExtensions.WaitForShutdownAsync(_app);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
