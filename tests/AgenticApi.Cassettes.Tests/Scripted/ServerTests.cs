using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Scripted;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>What the scripted server checks, keeps and gives back, as a real one does.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("""{"model":"m","input":"My bicycle is green. Remember that.","previous_response_id":"resp_unknown"}""", 404, "previous_response_not_found")]
    [InlineData("""{"model":"m","input":"My bicycle is green. Remember that.","conversation":"conv_unknown"}""", 404, null)]
    [InlineData("""{"input":"My bicycle is green. Remember that."}""", 400, "missing_required_parameter")]
    [InlineData("""{"model":"m","input":"Something else."}""", 400, "unscripted")]
    [InlineData("""{"model":"m","input":[{"type":"function_call_output","call_id":"call_unknown","output":""}]}""", 400, null)]
    [InlineData("[]", 400, null)]
    [InlineData("{", 400, null)]
    public async Task Wrong_request_is_refused_with_an_error_body_and_the_scenario_waits(string body, int status, string? code)
    {
        await using var server = await StartAsync("two-turns-blocking");

        var (refused, error) = await PostAsync(server, body);

        ((int)refused).Should().Be(status);
        error["error"]!["type"]!.ToString().Should().Be("invalid_request_error");
        ((string?)error["error"]!["code"]).Should().Be(code);
        (await PostAsync(server, """{"model":"m","input":"My bicycle is green. Remember that."}""")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Call_must_be_answered_under_its_final_id()
    {
        await using var server = await StartAsync("story-3-turns-gpt-oss-streaming");
        var turns = await AskAsync(server, """{"model":"m","stream":true,"input":"You look after a render farm. How is job render-517?"}""");
        var response = turns.Folded.Response;
        var streamed = (string)turns.Events.First(e => (string?)e["item"]?["type"] == "function_call")["item"]!["call_id"]!;

        var (silent, _) = await PostAsync(server, Next(response.Id!, null));
        var (early, error) = await PostAsync(server, Next(response.Id!, streamed));
        var (final, _) = await PostAsync(server, Next(response.Id!, response.FunctionCalls.Single().CallId));

        (silent, early, final).Should().Be((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK));
        error["error"]!["message"]!.ToString().Should().StartWith("No tool output found for function call");
    }

    [Fact]
    public async Task Scenario_is_over_after_its_last_turn()
    {
        await using var server = await StartAsync("text-blocking");
        const string body = """{"model":"m","input":"Say what a cassette is, in one sentence."}""";

        (await PostAsync(server, body)).Status.Should().Be(HttpStatusCode.OK);
        (await PostAsync(server, body)).Body["error"]!["code"]!.ToString().Should().Be("unscripted");
    }

    [Fact]
    public async Task What_was_not_stored_cannot_be_gone_on_from()
    {
        await using var server = await StartAsync("two-turns-blocking");
        var (_, first) = await PostAsync(server, """{"model":"m","store":false,"input":"My bicycle is green. Remember that."}""");

        var (status, _) = await PostAsync(server, $$"""{"model":"m","previous_response_id":"{{first["id"]}}","input":"Which colour has it?"}""");

        status.Should().Be(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("text-blocking", "Say what a cassette is, in one sentence.", "m-2026-09-01")]
    [InlineData("tool-choice-named-blocking", "Weather and time in Oslo?", "m")]
    public async Task Envelope_echoes_the_request(string name, string ask, string model)
    {
        await using var server = await StartAsync(name);

        var (_, response) = await PostAsync(server, $$$"""
            {"model":"m","input":"{{{ask}}}","instructions":"Be brief.","max_output_tokens":64,"temperature":0.5,
            "tool_choice":{"type":"function","name":"f"},"tools":[{"type":"function","name":"f","strict":true,"parameters":{"type":"object"}}]}
            """);

        response["model"]!.ToString().Should().Be(model);
        response["instructions"]!.ToString().Should().Be("Be brief.");
        response["max_output_tokens"]!.GetValue<int>().Should().Be(64);
        response["temperature"]!.ToJsonString().Should().Be("0.5");
        response["tool_choice"]!["name"]!.ToString().Should().Be("f");
        response["tools"]![0]!["name"]!.ToString().Should().Be("f");
        response["usage"]!["total_tokens"]!.GetValue<int>().Should().BePositive();
    }

    [Fact]
    public void Interrupted_stream_folded_with_its_rest_is_whole()
    {
        var turns = Turn.Of(Scenario.All.Single(scenario => scenario.Name == "background-resumed-inside-streaming"));

        var accumulator = new ResponseAccumulator();
        foreach (var e in turns.SelectMany(turn => turn.Events))
        {
            accumulator.Add(Encoding.UTF8.GetBytes(e.ToJsonString()));
        }

        var result = accumulator.Finish();
        (result.Ending, result.Response.OutputText).Should().Be((Ending.Completed, "Mercury, Venus, Earth and Mars."));
        result.Deviations.Should().BeEmpty();
    }

    [Fact]
    public async Task Stored_response_is_given_again()
    {
        await using var server = await StartAsync("text-blocking");
        var (_, response) = await PostAsync(server, """{"model":"m","input":"Say what a cassette is, in one sentence."}""");

        var again = await _http.GetStringAsync(new Uri($"{server.BaseUrl}/responses/{response["id"]}"));

        JsonNode.DeepEquals(JsonNode.Parse(again), response).Should().BeTrue();
        (await _http.GetAsync(new Uri($"{server.BaseUrl}/responses/resp_unknown"))).StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Refusal_over_a_socket_is_an_error_event_and_the_socket_stays()
    {
        await using var server = await StartAsync("function-tool-openai-websocket");
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(server.BaseUrl) { Scheme = "ws", Path = "/v1/responses" }.Uri, CancellationToken.None);

        var first = await SayAsync(socket, """{"type":"response.cancel"}""");
        var second = await SayAsync(socket, """{"type":"response.create","model":"m","input":"Hi","previous_response_id":"resp_unknown"}""");

        ((string?)first["type"], first["status"]!.GetValue<int>()).Should().Be(("error", 400));
        second["error"]!["code"]!.ToString().Should().Be("previous_response_not_found");
    }

    private static Task<ScriptedServer> StartAsync(string name) => ScriptedServer.StartAsync(Scenario.All.Single(scenario => scenario.Name == name));

    private static string Next(string previous, string? callId) =>
        $$"""
        {"model":"m","previous_response_id":"{{previous}}","input":[{{(callId is null ? "" : $$"""{"type":"function_call_output","call_id":"{{callId}}","output":"{}"},""")}}
        {"type":"message","role":"user","content":"Show me the last 20 lines of that job's log."}]}
        """;

    private async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(ScriptedServer server, string body)
    {
        using var response = await _http.PostAsync(new Uri($"{server.BaseUrl}/responses"), new StringContent(body));
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    private async Task<Turn> AskAsync(ScriptedServer server, string body)
    {
        using var response = await _http.PostAsync(new Uri($"{server.BaseUrl}/responses"), new StringContent(body));
        return new Turn((int)response.StatusCode, true, await response.Content.ReadAsStringAsync());
    }

    private static async Task<JsonNode> SayAsync(ClientWebSocket socket, string message)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return JsonNode.Parse(buffer.AsSpan(0, received.Count))!;
    }
}
