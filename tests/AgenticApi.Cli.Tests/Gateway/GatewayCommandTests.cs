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
        await using var gateway = await RunningGateway.StartAsync(["--upstream", Upstream, .. parse]);

        var made = await NodeClient.RunAsync("stream.mjs", gateway.BaseUrl, $$"""{"model":"{{said}}","input":"Hi","tools":[{"type":"function","name":"look"},{"type":"function","name":"listen"}]}""");

        (made.GetProperty("status").GetString(), made.GetProperty("text").GetString(), made.GetProperty("deltas").GetString(), made.GetProperty("reasoning").GetString())
            .Should().Be(("completed", "One moment.", "One moment.", "Look it up."));
        made.GetProperty("calls").EnumerateArray().Select(call => $"{call.GetProperty("name").GetString()} {call.GetProperty("arguments").GetString()}")
            .Should().Equal("look {\"at\":1}", "listen {\"to\":\"it\"}");
    }

    [Fact]
    public async Task Key_of_the_environment_goes_to_the_upstream_and_the_server_stops_when_told()
    {
        await using (var gateway = await RunningGateway.StartAsync(["--upstream", Upstream, "--key-env", "MODEL_KEY"], ("MODEL_KEY", "k")))
        {
            using var client = new HttpClient();
            using var answer = await client.PostAsync($"{gateway.BaseUrl}/responses", JsonBody.Of("""{"model":"told","input":"Hi","stream":true}"""));
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
    [InlineData("needs --keys FILE", "--upstream", "http://localhost/v1", "--listen", "0.0.0.0:0")]
    [InlineData("needs --keys FILE", "--upstream", "http://localhost/v1", "--listen", "[::]:8080")]
    [InlineData("--listen takes", "--upstream", "http://localhost/v1", "--listen", "8080")]
    [InlineData("--listen takes", "--upstream", "http://localhost/v1", "--listen", "127.0.0.1")]
    [InlineData("--listen takes", "--upstream", "http://localhost/v1", "--listen", "example.com:80")]
    [InlineData("leave --port out", "--upstream", "http://localhost/v1", "--listen", "127.0.0.1:0", "--port", "1")]
    [InlineData("--port takes", "--upstream", "http://localhost/v1", "--port", "65536")]
    [InlineData("--keys: no-such-file cannot be read", "--upstream", "http://localhost/v1", "--keys", "no-such-file")]
    [InlineData("--keys: /dev/zero cannot be read", "--upstream", "http://localhost/v1", "--keys", "/dev/zero")]
    [InlineData("README.md: line 3: The line must have a name", "--upstream", "http://localhost/v1", "--keys", "README.md")]
    [InlineData("--config README.md: the JSON breaks at line 1", "--upstream", "http://localhost/v1", "--config", "README.md")]
    [InlineData("--max-requests takes", "--upstream", "http://localhost/v1", "--max-requests", "0")]
    [InlineData("32 bytes in base64", "--upstream", "http://localhost/v1", "--sealing-key-env", "PATH")]
    [InlineData("PATH is not a valid Npgsql connection string", "--upstream", "http://localhost/v1", "--store", "env:PATH")]
    [InlineData("--store-max-days", "--upstream", "http://localhost/v1", "--store-max-days", "-1")]
    [InlineData("NAME must have", "key", "a b")]
    public async Task Wrong_usage_says_so(string says, params string[] arguments)
    {
        var result = await Tool.RunAsync(["gateway", .. arguments]);

        (result.ExitCode, result.Output).Should().Be((2, ""));
        result.Error.Should().Contain(says);
    }

    [Fact]
    public async Task Key_that_is_made_opens_the_gateway_and_never_reaches_the_upstream()
    {
        var made = await Tool.RunAsync(["gateway", "key", "ann"]);
        made.ExitCode.Should().Be(0);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"# clients\n\n{made.Output}");
        var key = made.Error.Trim();
        made.Output.Should().StartWith("ann sha256:").And.NotContain(key);
        await using (var gateway = await RunningGateway.StartAsync(["--upstream", Upstream, "--keys", file, "--listen", "0.0.0.0:0", "--host", "gateway.example"]))
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{new Uri(gateway.BaseUrl).Port}/v1/") };
            using var refused = await client.PostAsync(new Uri("responses", UriKind.Relative), JsonBody.Of("""{"model":"told","input":"Hi"}"""));
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            client.DefaultRequestHeaders.Host = "gateway.example";
            using var answer = await client.PostAsync(new Uri("responses", UriKind.Relative), JsonBody.Of("""{"model":"told","input":"Hi"}"""));

            ((int)refused.StatusCode, (int)answer.StatusCode).Should().Be((401, 200));
        }

        _keys.Should().Equal((string?)null);
        File.Delete(file);
    }

    [Fact]
    public async Task Config_says_for_each_model_how_its_text_is_read()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """{"models": {"ra*": {"parse": ["think", "hermes"]}, "*": {"parse": []}}}""");
        await using (var gateway = await RunningGateway.StartAsync(["--upstream", Upstream, "--config", file]))
        {
            using var client = new HttpClient();
            using var answer = await client.PostAsync($"{gateway.BaseUrl}/responses", JsonBody.Of("""{"model":"raw","input":"Hi","tools":[{"type":"function","name":"look"},{"type":"function","name":"listen"}]}"""));
            var response = ResponseAccumulator.FromJson(await answer.Content.ReadAsByteArrayAsync()).Response;
            (response.OutputText, response.FunctionCalls.Count()).Should().Be(("One moment.", 2));
        }

        File.Delete(file);
    }

    [Theory]
    [InlineData("folder", true)]
    [InlineData("memory", false)]
    public async Task Store_decides_whether_a_response_outlives_the_process(string store, bool outlives)
    {
        var folder = Directory.CreateTempSubdirectory("agentic-api-").FullName;
        string[] arguments = ["--upstream", Upstream, "--store", store == "folder" ? folder : store];
        using var client = new HttpClient();
        string id;
        await using (var gateway = await RunningGateway.StartAsync(arguments))
        {
            using var answer = await client.PostAsync($"{gateway.BaseUrl}/responses", JsonBody.Of("""{"model":"told","input":"Hi"}"""));
            id = ResponseAccumulator.FromJson(await answer.Content.ReadAsByteArrayAsync()).Response.Id;
        }

        await using (var gateway = await RunningGateway.StartAsync(arguments))
        {
            using var answer = await client.GetAsync($"{gateway.BaseUrl}/responses/{id}");
            ((int)answer.StatusCode).Should().Be(outlives ? 200 : 404);
        }

        Directory.Delete(folder, recursive: true);
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
