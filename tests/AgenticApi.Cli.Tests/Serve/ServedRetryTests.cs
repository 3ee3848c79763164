using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests.Serve;

/// <summary>A served cassette as clients meet it that try again, and that send more than was recorded.</summary>
public sealed class ServedRetryTests
{
    private const string Answer = "data: {\"n\":1}\n\ndata: {\"n\":2}\n\n";

    // As a client of its own kind is answered.
    private static readonly ReplayOptions Anything = new() { IgnoredBodyMembers = ["*"] };

    [Theory]
    [InlineData("drop-after=0", "t1", "t2")]
    [InlineData("drop-after=1", "t1", "t2")]
    [InlineData("stall-after=1", "t1", "t2")]
    [InlineData("drop-after=2", "t2", "none")]
    public async Task Turn_whose_answer_a_fault_cut_off_answers_again_and_one_that_came_whole_does_not(string fault, string again, string after)
    {
        await using var server = await CassetteServer.StartAsync(new CassettePlayer(Tape(), Anything), Faults.Parse([fault], times: 1), 0, default);
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };

        await FluentActions.Awaiting(() => AskAsync(client, server)).Should().ThrowAsync<Exception>().Where(e => e is HttpRequestException || e is OperationCanceledException);

        (await AskAsync(client, server), await AskAsync(client, server)).Should().Be((again, after));
    }

    [Fact]
    public async Task Message_whose_answer_a_fault_cut_off_is_answered_again()
    {
        var turns = from name in (string[])["t1", "t2"]
                    select new CassetteTurn(name, CassetteRequest.FromHttp("WEBSOCKET", "/v1/responses", "", null, "{}"u8), new(101, null, CassetteTransport.WebSocket, Encoding.UTF8.GetBytes($"\"{name}\"\n\"end\"\n")));
        await using var server = await CassetteServer.StartAsync(new CassettePlayer(new Cassette(null, turns), Anything), Faults.Parse(["drop-after=0"], times: 1), 0, default);

        await FluentActions.Awaiting(AskAsync).Should().ThrowAsync<WebSocketException>();
        var got = (await AskAsync(), await AskAsync());

        got.Should().Be(("\"t1\"", "\"t2\""));

        async Task<string> AskAsync()
        {
            using var socket = new ClientWebSocket();
            await socket.ConnectAsync(new UriBuilder(server.Url) { Scheme = "ws", Path = "/v1/responses" }.Uri, default);
            await SocketMessages.SendAsync(socket, "{}"u8.ToArray(), default);
            return Encoding.UTF8.GetString((await SocketMessages.ReceiveAsync(socket, default))!);
        }
    }

    [Fact]
    public async Task Request_of_which_nothing_is_compared_still_gets_the_transport_that_it_asks_for()
    {
        await using var server = await CassetteServer.StartAsync(new CassettePlayer(Tape(), Anything), Faults.None, 0, default);
        using var client = new HttpClient();

        (await AskAsync(client, server, """{"model":"x"}""")).Should().Be("body");
        (await AskAsync(client, server)).Should().Be("t1");
        (await AskAsync(client, server, """{"stream":false}""")).Should().Be("none");
    }

    [Theory]
    [InlineData(429, "requests", "rate_limit_exceeded", "1")]
    [InlineData(401, "invalid_request_error", "invalid_api_key", null)]
    [InlineData(503, "server_error", null, null)]
    public async Task Fault_of_a_status_is_the_error_of_the_real_server(int status, string type, string? code, string? retryAfter)
    {
        await using var server = await CassetteServer.StartAsync(new CassettePlayer(Tape()), Faults.Parse([$"status={status}"], null), 0, default);
        using var client = new HttpClient();

        using var response = await client.PostAsync($"{server.Url}v1/responses", JsonBody.Of("{}"));

        ((int)response.StatusCode, response.Headers.TryGetValues("Retry-After", out var values) ? values.Single() : null).Should().Be((status, retryAfter));
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        (error["type"]?.ToString(), error["code"]?.ToString()).Should().Be((type, code));
    }

    [Fact]
    public async Task Help_says_how_clients_that_send_more_are_answered() =>
        string.Join(' ', (await Tool.RunAsync(["serve", "--help"])).Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            .Should().Contain("send more than was recorded, '*' ignores all members").And.Contain("--host").And.Contain("33554432");

    private static async Task<string> AskAsync(HttpClient client, LoopbackServer server, string body = """{"stream":true,"instructions":"my own"}""")
    {
        using var response = await client.PostAsync($"{server.Url}v1/responses", JsonBody.Of(body));
        var text = await response.Content.ReadAsStringAsync();
        return response.StatusCode == HttpStatusCode.NotFound ? "none" : text == "{}" ? "body" : text.Split('"')[1];
    }

    private static Cassette Tape() => new(null,
    [
        Turn("t1", """{"model":"m","stream":true}""", CassetteTransport.EventStream, Answer.Replace("n", "t1", StringComparison.Ordinal)),
        Turn("t2", """{"model":"m","input":"more","stream":true}""", CassetteTransport.EventStream, Answer.Replace("n", "t2", StringComparison.Ordinal)),
        Turn("t3", """{"model":"m"}""", CassetteTransport.Blocking, "{}"),
    ]);

    private static CassetteTurn Turn(string name, string body, CassetteTransport transport, string answer) =>
        new(name, CassetteRequest.FromHttp("POST", "/v1/responses", "", null, Encoding.UTF8.GetBytes(body)), new(200, null, transport, Encoding.UTF8.GetBytes(answer)));
}
