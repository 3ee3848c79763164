using System.Diagnostics;
using System.Globalization;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests.Record.Listen;

/// <summary><c>agentic-api record --listen</c> as a person starts and ends it.</summary>
public sealed class ListenCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;

    private string Output => Path.Combine(_folder, "out.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task Signal_ends_it_with_0_and_keeps_what_came_of_an_open_stream(string signal)
    {
        await using var served = await Served.StartAsync("text-streaming.yaml", null, "stall-after=3");
        using var tool = Tool.Start(["record", "--listen", "--base-url", served.BaseUrl, "-o", Output, "--times"]);
        var url = await tool.StandardOutput.ReadLineAsync();
        var request = Cassette.Load(Path.Combine(Repository.Cassettes, "text-streaming.yaml")).Turns[0].Request;
        using var client = new HttpClient();
        using (await client.GetAsync($"{url}/models"))
        {
        }

        using var post = new HttpRequestMessage(HttpMethod.Post, $"{url}/responses") { Content = JsonBody.Of(request.Body.GetRawText()) };
        using var answer = await client.SendAsync(post, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var blank = 0;
        while (blank < 3)
        {
            blank += await lines.ReadLineAsync() is "" ? 1 : 0;
        }

        using var kill = Process.Start("kill", [signal, tool.Id.ToString(CultureInfo.InvariantCulture)]);
        await tool.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);

        tool.ExitCode.Should().Be(0);
        (await tool.StandardError.ReadToEndAsync()).Should().Be("agentic-api: GET /v1/models is passed on but not recorded: it is not a request for a response or a conversation.\n");
        var turn = Cassette.Load(Output).Turns.Should().ContainSingle().Which;
        (turn.Response.Chunks.Count, turn.Response.Times.Count).Should().Be((3, 3));
        Cassette.Load(Output).Server.Should().Be(served.Url.Authority);
    }

    [Fact]
    public async Task Recorded_cassette_is_read_by_replay_and_lint()
    {
        await using var served = await Served.StartAsync("story-that-job-streaming.yaml");
        using var tool = Tool.Start(["record", "--listen", "0", "--upstream", served.BaseUrl, "-o", Output]);
        try
        {
            var url = new Uri((await tool.StandardOutput.ReadLineAsync())!);
            await Round.AskAsync(Cassette.Load(Path.Combine(Repository.Cassettes, "story-that-job-streaming.yaml")), new Uri(url, "/"), Path.Combine(_folder, "asked.yaml"));
        }
        finally
        {
            tool.Kill();
        }

        var replayed = await Tool.RunAsync(["replay", Output]);
        (replayed.ExitCode, replayed.Error, replayed.Output.Split('\n').Count(line => line.Contains("completed", StringComparison.Ordinal))).Should().Be((0, "", 4));
        (await Tool.RunAsync(["lint", Output])).ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData("--listen takes no PROMPT", "--listen", "0", "Hi")]
    [InlineData("--listen takes no --model", "--listen", "--model", "m")]
    [InlineData("--listen takes no --websocket", "--listen", "--websocket")]
    [InlineData("--listen takes a port", "--listen", "65536")]
    [InlineData("--max-request-bytes takes", "--listen", "--max-request-bytes", "0")]
    [InlineData("--max-request-bytes needs --listen", "--max-request-bytes", "9", "--model", "m", "Hi")]
    [InlineData("--host needs --listen", "--host", "x", "--model", "m", "Hi")]
    [InlineData("--model is missing", "Hi")]
    [InlineData("NO_SUCH_KEY is not set", "--listen", "--key-env", "NO_SUCH_KEY")]
    [InlineData("is a device or a pipe", "--listen", "-o", "/dev/null", "--overwrite")]
    [InlineData("takes no name or password", "--listen", "--upstream", "http://me:pass@localhost/v1")]
    public async Task Wrong_usage_says_so(string says, params string[] arguments)
    {
        string[] address = arguments.Contains("--upstream") ? [] : ["--base-url", "http://127.0.0.1:1/v1"];
        string[] output = arguments.Contains("-o") ? [] : ["-o", Output];

        var result = await Tool.RunAsync(["record", .. address, .. output, .. arguments]);

        (result.ExitCode, result.Output, File.Exists(Output)).Should().Be((2, "", false));
        result.Error.Should().Contain(says).And.MatchRegex("^[^\n]*\n$");
    }

    [Fact]
    public async Task Port_that_is_taken_is_told()
    {
        await using var served = await Served.StartAsync("text-streaming.yaml");

        var result = await Tool.RunAsync(["record", "--listen", served.Url.Port.ToString(CultureInfo.InvariantCulture), "--upstream", served.BaseUrl, "-o", Output]);

        (result.ExitCode, result.Output).Should().Be((1, ""));
        result.Error.Should().Contain("address already in use");
    }
}
