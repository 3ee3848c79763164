using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli.Tests.Gateway;

/// <summary><c>agentic-api gateway</c> in front of a scripted Chat Completions server.</summary>
public sealed class GatewayCommandTests : IAsyncLifetime
{
    private readonly List<string?> _keys = [];
    private LoopbackServer? _model;

    public async Task InitializeAsync() => _model = await LoopbackServer.StartAsync(application => application.Run(AnswerAsync), 0, default);

    public async Task DisposeAsync() => await _model!.DisposeAsync();

    [NodeTheory]
    [InlineData("told")]
    [InlineData("raw", "--parse", "think", "--parse", "hermes")]
    public async Task Openai_package_of_npm_streams_reasoning_text_and_parallel_calls_to_the_final_response(string said, params string[] parse)
    {
        await using var gateway = await ServingTool.StartAsync(["gateway", "--upstream", Upstream, .. parse]);

        var made = await NodeClient.RunAsync("stream.mjs", gateway.BaseUrl, $$"""{"model":"{{said}}","input":"Hi","tools":[{"type":"function","name":"look"},{"type":"function","name":"listen"}]}""");

        (made.GetProperty("status").GetString(), made.GetProperty("text").GetString(), made.GetProperty("deltas").GetString(), made.GetProperty("reasoning").GetString())
            .Should().Be(("completed", "One moment.", "One moment.", "Look it up."));
        made.GetProperty("calls").EnumerateArray().Select(call => $"{call.GetProperty("name").GetString()} {call.GetProperty("arguments").GetString()}")
            .Should().Equal("look {\"at\":1}", "listen {\"to\":\"it\"}");
    }

    [Fact]
    public async Task Key_of_the_environment_goes_to_the_upstream_and_the_server_stops_when_told()
    {
        await using (var gateway = await ServingTool.StartAsync(["gateway", "--upstream", Upstream, "--key-env", "MODEL_KEY"], ("MODEL_KEY", "k")))
        {
            using var client = new HttpClient();
            using var answer = await client.PostAsync($"{gateway.BaseUrl}/responses", new StringContent("""{"model":"told","input":"Hi","stream":true}"""));
            var result = await ResponseAccumulator.FromStreamAsync(await answer.Content.ReadAsStreamAsync(), new() { Strict = true });
            (result.Ending, result.Response.Usage!.OutputTokens).Should().Be((Ending.Completed, 5));
        }

        _keys.Should().Equal("Bearer k");
    }

    [Theory]
    [InlineData("--upstream takes", "--upstream", "localhost")]
    [InlineData("NO_SUCH_KEY is not set", "--upstream", "http://localhost/v1", "--key-env", "NO_SUCH_KEY")]
    [InlineData("'xml'", "--upstream", "http://localhost/v1", "--parse", "xml")]
    [InlineData("--upstream", "--port", "0")]
    public async Task Wrong_usage_says_so(string says, params string[] arguments)
    {
        var result = await Tool.RunAsync(["gateway", .. arguments]);

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().Contain(says);
    }

    private string Upstream => $"{_model!.Url}v1";

    /// <summary>Says the same as fields, or as the raw text of a model that nobody parsed.</summary>
    private async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        _keys.Add(context.Request.Headers.Authorization);
        context.Response.ContentType = "text/event-stream";
        string[] deltas = body.RootElement.GetProperty("model").GetString() == "raw"
            ?
            [
                """{"content":"<thi"}""", """{"content":"nk>Look it up.</think>One mo"}""", """{"content":"ment.<tool_call>{\"name\":\"look\",\"argu"}""",
                """{"content":"ments\":{\"at\":1}}</tool_call><tool_call>{\"name\":\"listen\",\"arguments\":{\"to\":\"it\"}}</tool_call>"}""",
            ]
            :
            [
                """{"reasoning_content":"Look "}""", """{"reasoning_content":"it up."}""", """{"content":"One "}""", """{"content":"moment."}""",
                """{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"look","arguments":"{\"at\""}}]}""",
                """{"tool_calls":[{"index":1,"id":"c2","type":"function","function":{"name":"listen","arguments":"{\"to\":"}}]}""",
                """{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}""", """{"tool_calls":[{"index":1,"function":{"arguments":"\"it\"}"}}]}""",
            ];
        foreach (var delta in deltas)
        {
            await context.Response.WriteAsync($$"""data: {"choices":[{"index":0,"delta":{{delta}}}]}""" + "\n\n");
            await context.Response.Body.FlushAsync();
        }

        await context.Response.WriteAsync(
            """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n"
            + """data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}""" + "\n\ndata: [DONE]\n\n");
    }
}
