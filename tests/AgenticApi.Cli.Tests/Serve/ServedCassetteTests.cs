using System.Diagnostics;
using System.Net;
using System.Text;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests.Serve;

/// <summary>A served cassette is what was recorded.</summary>
public sealed class ServedCassetteTests
{
    private const string Hello = """{"model":"m","stream":true}""";

    public static TheoryData<string> Own => [.. Cassette.Find(Repository.Cassettes).Select(file => Path.GetRelativePath(Repository.Cassettes, file))];

    public static TheoryData<string> Recorded =>
        Repository.Recordings is { } folder ? [.. Cassette.Find(folder).Select(file => Path.GetRelativePath(folder, file))] : ["none"];

    [Theory]
    [MemberData(nameof(Own))]
    public Task Own_cassette_recorded_from_its_server_is_equal_to_it(string cassette) => GoesRound(Path.Combine(Repository.Cassettes, cassette));

    [RecordingsTheory]
    [MemberData(nameof(Recorded))]
    public Task Recording_recorded_from_its_server_is_equal_to_it(string recording) => GoesRound(Path.Combine(Repository.Recordings!, recording));

    [Fact]
    public async Task Broken_answer_breaks_again()
    {
        var turn = Tape().Turns[0];
        var broken = new Cassette(null, [new CassetteTurn("t1", turn.Request, new(200, null, CassetteTransport.EventStream, turn.Response.Bytes.Span[..20], isBroken: true))]);
        await using var served = await Served.StartAsync(broken);

        await FluentActions.Awaiting(() => Round.AskAsync(broken, served.Url, served["a.yaml"])).Should().ThrowAsync<HttpRequestException>();

        Cassette.Load(served["a.yaml"]).Should().Be(broken);
    }

    [Fact]
    public async Task Request_that_no_turn_answers_gets_an_error_that_says_why()
    {
        await using var served = await Served.StartAsync(Tape());
        using var client = new HttpClient();

        using var response = await client.PostAsync($"{served.BaseUrl}/responses", JsonBody.Of("""{"model":"other","stream":true}"""));

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        var result = ResponseAccumulator.FromJson(await response.Content.ReadAsStringAsync());
        result.Ending.Should().Be(Ending.Errored);
        result.Response.Error!.Message.Should().Contain("The nearest is turn t1:").And.Contain("body.model");
    }

    [Theory]
    [InlineData("drop-after=0", "")]
    [InlineData("drop-after=1", "data: {\"n\":1}\n\n")]
    [InlineData("garble=2", "data: {\"n\":1}\n\ndata: {\"#####\n\ndata: {\"n\":3}\n\n")]
    public async Task Fault_strikes_at_its_event(string fault, string received)
    {
        await using var served = await Served.StartAsync(Tape(), null, fault);
        using var handler = new SocketsHttpHandler();
        using var client = new HttpClient(handler);

        var got = new StringBuilder();
        var read = async () =>
        {
            using var response = await client.SendAsync(Post(served), HttpCompletionOption.ResponseHeadersRead);
            using var stream = await response.Content.ReadAsStreamAsync();
            var buffer = new byte[1_000];
            while (await stream.ReadAsync(buffer) is > 0 and var count)
            {
                got.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        };

        if (fault.StartsWith("drop", StringComparison.Ordinal))
        {
            (await read.Should().ThrowAsync<Exception>()).Which.Should().Match(e => e is HttpRequestException || e is IOException);
        }
        else
        {
            await read();
        }

        got.ToString().Should().Be(received);
    }

    [Fact]
    public async Task Stalled_answer_comes_so_far_and_no_further()
    {
        await using var served = await Served.StartAsync(Tape(), null, "stall-after=2");
        using var client = new HttpClient();
        using var response = await client.SendAsync(Post(served), HttpCompletionOption.ResponseHeadersRead);
        using var stream = await response.Content.ReadAsStreamAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        var got = 0;
        await FluentActions.Awaiting(async () =>
        {
            while (true)
            {
                got += await stream.ReadAsync(new byte[1_000], patience.Token);
            }
        }).Should().ThrowAsync<OperationCanceledException>();
        got.Should().Be(30);
    }

    [Fact]
    public async Task Refused_requests_use_no_turn_and_faults_end_when_they_are_told_to()
    {
        var player = new CassettePlayer(Tape());
        await using var server = await CassetteServer.StartAsync(player, Faults.Parse(["status=503"], times: 2), 0, default);
        using var client = new HttpClient();

        var statuses = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            using var response = await client.PostAsync($"{server.Url}v1/responses", JsonBody.Of(Hello));
            statuses.Add((int)response.StatusCode);
        }

        statuses.Should().Equal(503, 503, 200);
        player.Unused.Should().BeEmpty();
    }

    [Theory]
    [InlineData("drop-after")]
    [InlineData("drop-after=-1")]
    [InlineData("garble=0")]
    [InlineData("status=200")]
    [InlineData("status=x")]
    [InlineData("rain=1")]
    public void Fault_that_there_is_not_is_wrong_usage(string fault) =>
        FluentActions.Invoking(() => Faults.Parse([fault], null)).Should().Throw<UsageException>().WithMessage($"*{fault}*drop-after=N*");

    [Fact]
    public async Task Paced_answer_takes_its_time()
    {
        await using var served = await Served.StartAsync(Tape(), new() { Pace = ReplayPace.Every(TimeSpan.FromMilliseconds(60)) });
        using var client = new HttpClient();
        var clock = Stopwatch.StartNew();

        using var response = await client.SendAsync(Post(served));

        clock.ElapsedMilliseconds.Should().BeGreaterThanOrEqualTo(179);
    }

    [Fact]
    public async Task Served_by_the_tool_it_answers_until_it_is_stopped()
    {
        using var tool = Tool.Start(["serve", Path.Combine(Repository.Cassettes, "text-streaming.yaml"), "--repeat"]);
        var url = await tool.StandardOutput.ReadLineAsync();
        using var client = new HttpClient();
        var body = Cassette.Load(Path.Combine(Repository.Cassettes, "text-streaming.yaml")).Turns[0].Request.Body.GetRawText();

        for (var i = 0; i < 2; i++)
        {
            using var response = await client.PostAsync($"{url}/responses", JsonBody.Of(body));
            (await ResponseAccumulator.FromStreamAsync(await response.Content.ReadAsStreamAsync())).Ending.Should().Be(Ending.Completed);
        }

        using var killed = Process.Start("kill", ["-TERM", $"{tool.Id}"]);
        await tool.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        (await tool.StandardError.ReadToEndAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(2, "--pace", "soon", "--pace takes")]
    [InlineData(2, "--fault", "rain=1", "--fault rain=1")]
    [InlineData(2, "--port", "x", "'x'")]
    [InlineData(2, "--port", "70000", "--port takes")]
    public async Task Wrong_usage_says_so(int exit, string option, string value, string says)
    {
        var result = await Tool.RunAsync(["serve", "cassettes", option, value]);

        (result.ExitCode, result.Output).Should().Be((exit, ""));
        result.Error.Should().Contain(says);
    }

    [Fact]
    public async Task Cassette_that_is_not_there_says_so()
    {
        var result = await Tool.RunAsync(["serve", "no-such-cassette"]);

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().Contain("no-such-cassette");
    }

    private static async Task GoesRound(string file)
    {
        var cassette = Cassette.Load(file);
        await using var served = await Served.StartAsync(cassette);

        var recorded = await Round.AskAsync(cassette, served.Url, served["a.yaml"]);

        // What a bare stream or body was the answer to, nobody knows: its answer alone is compared.
        var kept = CassetteRedaction.Default.Apply(cassette);
        recorded.Turns.Select(turn => turn.Response).Should().Equal(kept.Turns.Select(turn => turn.Response));
        if (cassette.Turns.All(turn => turn.Request.Path.Length > 0))
        {
            recorded.Should().Be(kept);
        }
    }

    private static HttpRequestMessage Post(Served served) => new(HttpMethod.Post, $"{served.BaseUrl}/responses") { Content = JsonBody.Of(Hello) };

    private static Cassette Tape() => new(null, [new CassetteTurn(
        "t1",
        CassetteRequest.FromHttp("POST", "/v1/responses", "", null, Encoding.UTF8.GetBytes(Hello)),
        new CassetteResponse(200, null, CassetteTransport.EventStream, "data: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: {\"n\":3}\n\n"u8))]);
}
