using AgenticApi.Cassettes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli.Tests.Record.Listen;

/// <summary>A recording proxy in front of a server that a test makes up.</summary>
internal sealed class Listening : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;
    private LoopbackServer? _upstream;
    private RecordingProxy _proxy = null!;
    private bool _hasEnded;

    private Listening()
    {
    }

    public Uri Url => _proxy.Url;

    public Uri Responses => new(Url, "v1/responses");

    public Uri Socket => new UriBuilder(Responses) { Scheme = "ws" }.Uri;

    public string File => Path.Combine(_folder, "out.yaml");

    public bool HasFailed => _proxy.HasFailed;

    public Cassette Cassette => Cassettes.Cassette.Load(File);

    public string Text => System.IO.File.ReadAllText(File);

    /// <summary>In front of a server whose base URL is known.</summary>
    public static async Task<Listening> StartAsync(string upstream, Func<ListenSettings, ListenSettings>? change = null)
    {
        var listening = new Listening();
        var settings = new ListenSettings { Upstream = Address.Of(upstream, "--upstream"), Output = listening.File, Server = "a server" };
        listening._proxy = await RecordingProxy.StartAsync(change?.Invoke(settings) ?? settings, default);
        return listening;
    }

    /// <summary>In front of one that answers so.</summary>
    public static async Task<Listening> StartAsync(RequestDelegate answer, Func<ListenSettings, ListenSettings>? change = null)
    {
        var upstream = await LoopbackServer.StartAsync(
            application =>
            {
                application.UseWebSockets();
                application.Run(answer);
            },
            0,
            default);
        var listening = await StartAsync($"{upstream.Url}v1", change);
        listening._upstream = upstream;
        return listening;
    }

    /// <summary>Ends the proxy; what it recorded can still be read.</summary>
    public async ValueTask EndAsync()
    {
        if (!_hasEnded)
        {
            _hasEnded = true;
            await _proxy.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        if (_upstream is not null)
        {
            await _upstream.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
