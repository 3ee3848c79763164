using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests;

/// <summary>A served cassette, and a folder to record into.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    private Served(LoopbackServer server) => _server = server;

    public Uri Url => _server.Url;

    public string BaseUrl => $"{_server.Url}v1";

    public string this[string file] => Path.Combine(_folder, file);

    public static async Task<Served> StartAsync(Cassette cassette, ReplayOptions? options = null, params string[] faults) =>
        new(await CassetteServer.StartAsync(new CassettePlayer(cassette, options), Faults.Parse(faults, null), 0, default));

    public static Task<Served> StartAsync(string cassette, ReplayOptions? options = null, params string[] faults) =>
        StartAsync(Cassette.Load(Path.Combine(Repository.Cassettes, cassette)), options, faults);

    /// <summary>Writes a file beside the recordings, and gives its path.</summary>
    public string Write(string file, string text)
    {
        File.WriteAllText(this[file], text);
        return this[file];
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
