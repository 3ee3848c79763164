using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>
/// A server of the Responses API on a free loopback port. A script defines the answers of its model, and it refuses what OpenAI refuses. All
/// members are safe to use from several threads.
/// </summary>
public sealed class ModelServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _closing = new();
    private readonly ServerState _state = new();
    private readonly ServerScript _script = new();
    private readonly ServerLog _log = new();

    private ModelServer(ModelServerOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        // With a minimal buffer, a flush returns after the bytes were passed to the socket, so a later reset does not drop them.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = 2);
        _application = builder.Build();
        var delivery = new Delivery(_closing.Token);
        var create = new CreateEndpoint(_state, new HistoryRules(_state, options), _script, _log, delivery);
        var stored = new StoredEndpoints(_state, options, _log, delivery);
        _application.Use((HttpContext context, RequestDelegate next) =>
        {
            _log.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            return next(context);
        });
        _application.MapPost("/v1/responses", create.HandleAsync);
        _application.MapGet("/v1/responses/{id}", stored.GetAsync);
        _application.MapPost("/v1/responses/{id}/cancel", stored.CancelAsync);
        _application.MapDelete("/v1/responses/{id}", stored.DeleteAsync);
        if (options.ListsConversations)
        {
            _application.MapGet("/v1/conversations/{id}/items", stored.ListAsync);
        }
    }

    /// <summary>The API's base, with a slash at the end.</summary>
    public Uri BaseUrl => new($"{_application.Urls.First()}/v1/");

    /// <summary>The requests for a response whose body was JSON, in order.</summary>
    public IReadOnlyList<ServedRequest> Requests => _log.Requests;

    /// <summary>The whole input of each of <see cref="Requests"/>, including earlier items; for a refused request, as far as it was resolved.</summary>
    public IReadOnlyList<IReadOnlyList<JsonElement>> Histories => _log.Histories;

    /// <summary>Every request that was refused, in order.</summary>
    public IReadOnlyList<Refusal> Refusals => _log.Refusals;

    /// <summary>Every request of any kind, as method, path and query.</summary>
    public IReadOnlyList<string> Lines => _log.Lines;

    /// <summary>The number of requests for a response.</summary>
    public int Posts => Lines.Count(line => line == "POST /v1/responses");

    /// <summary>The number of GET requests.</summary>
    public int Gets => Lines.Count(line => line.StartsWith("GET ", StringComparison.Ordinal));

    /// <summary>The number of rounds that were answered completely.</summary>
    public int AnsweredRounds => _state.Answered;

    /// <summary>Starts a server.</summary>
    public static async Task<ModelServer> StartAsync(ModelServerOptions? options = null)
    {
        var server = new ModelServer(options ?? new());
        await server._application.StartAsync();
        return server;
    }

    /// <summary>Adds a round, which answers one request.</summary>
    public ModelServer Round(Action<RoundScript> round) => Round((_, script) => round(script));

    /// <summary>Adds a round that depends on the request.</summary>
    public ModelServer Round(Action<ServedRequest, RoundScript> round)
    {
        _script.Add(new ScriptedRound(round));
        return this;
    }

    /// <summary>Sets what answers each request after the last round. Its faults come once, not for each request.</summary>
    public ModelServer Always(Action<ServedRequest, RoundScript> round)
    {
        _script.Always(new ScriptedRound(round));
        return this;
    }

    /// <summary>Sets what answers each request after the last round.</summary>
    public ModelServer Always(Action<RoundScript> round) => Always((_, script) => round(script));

    /// <summary>Waits for a number of requests for a response. A request that is not JSON does not count.</summary>
    public Task RequestCame(int count) => _log.RequestCame(count);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _state.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        _closing.Dispose();
    }
}
