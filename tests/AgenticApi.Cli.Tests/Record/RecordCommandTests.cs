using System.Text;
using System.Text.Json;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli.Tests.Record;

/// <summary><c>agentic-api record</c> against a server that answers whatever it is asked.</summary>
public sealed class RecordCommandTests
{
    private const string Call = """{"id":"r1","object":"response","status":"completed","output":[{"type":"function_call","id":"fc","call_id":"c1","name":"look","arguments":"{}","status":"completed"}]}""";

    // Any request gets the next answer: what is looked at is what was asked.
    private static readonly ReplayOptions Anything = new() { Match = RequestParts.None, InOrder = true };

    [Fact]
    public async Task Story_of_four_turns_is_recorded_as_it_was_told()
    {
        const string Story = "story-that-job-streaming.yaml";
        var told = Cassette.Load(Path.Combine(Repository.Cassettes, Story));
        await using var served = await Served.StartAsync(Story, Anything);
        var tools = served.Write("tools.json", told.Turns[0].Request.Body.GetProperty("tools").GetRawText());
        var outputs = served.Write("outputs.json", """{"job_state":"failed","job_log":["killed","again"],"job_restart":"ok"}""");

        var result = await Record(served, "--tools", tools, "--tool-outputs", outputs, "--tool-choice", "auto", "--server", "a server", "--max-output-tokens", "99",
            "How is it?", "", "", "And now?");

        result.Should().Be(new ToolResult(0, "", Saved(served, "4 turns")));
        var cassette = Cassette.Load(served["out.yaml"]);
        cassette.Server.Should().Be("a server");
        cassette.Turns.Select(turn => turn.Response).Should().Equal(told.Turns.Select(turn => turn.Response));
        foreach (var (turn, before) in cassette.Turns.Zip(cassette.Turns.Prepend(null!)))
        {
            var body = turn.Request.Body;
            (body.GetProperty("model").GetString(), body.GetProperty("stream").GetBoolean(), body.GetProperty("store").GetBoolean()).Should().Be(("m", true, true));
            (body.GetProperty("tool_choice").GetString(), body.GetProperty("max_output_tokens").GetInt32()).Should().Be(("auto", 99));
            JsonElement.DeepEquals(body.GetProperty("tools"), told.Turns[0].Request.Body.GetProperty("tools")).Should().BeTrue();
            if (before is null)
            {
                body.GetProperty("input").GetString().Should().Be("How is it?");
                continue;
            }

            var response = before.Response.Accumulate().Response;
            body.GetProperty("previous_response_id").GetString().Should().Be(response.Id);
            var input = body.GetProperty("input");
            (input.ValueKind == JsonValueKind.String ? [] : input.EnumerateArray().Where(item => item.GetProperty("type").GetString() == "function_call_output").Select(item => item.GetProperty("call_id").GetString()))
                .Should().Equal(response.FunctionCalls.Select(call => call.CallId));
        }
    }

    [Fact]
    public async Task Calls_are_answered_by_name_call_after_call_and_before_the_prompt()
    {
        const string Calls = """
            {"id":"r1","status":"completed","output":[
              {"type":"function_call","call_id":"c1","name":"look","arguments":"{}"},{"type":"function_call","call_id":"c2","name":"look","arguments":"{}"},
              {"type":"custom_tool_call","call_id":"c3","name":"write","input":"x"},{"type":"shell_call","call_id":"c4","action":{}},
              {"type":"mcp_approval_request","id":"a1","name":"may_i","server_label":"s","arguments":"{}"},{"type":"mcp_approval_request","id":"a2","name":"else","server_label":"s","arguments":"{}"},
              {"type":"web_search_call","id":"w1"}]}
            """;
        await using var served = await Served.StartAsync(Answers(Calls, Call), Anything);
        var outputs = served.Write("o.json", """{"look":["one",{"two":2}],"write":7,"shell_call":{"type":"shell_call_output","output":[]},"may_i":{"approve":false},"mcp_approval_request":{}}""");

        (await Record(served, "--no-stream", "--tool-outputs", outputs, "Hi", "go on")).ExitCode.Should().Be(0);

        Bodies(served)[1].GetProperty("input").EnumerateArray().Select(item => item.GetRawText()).Should().Equal(
            """{"type":"function_call_output","call_id":"c1","output":"one"}""",
            """{"type":"function_call_output","call_id":"c2","output":"{\"two\":2}"}""",
            """{"type":"custom_tool_call_output","call_id":"c3","output":"7"}""",
            """{"type":"shell_call_output","output":[],"call_id":"c4"}""",
            """{"type":"mcp_approval_response","approval_request_id":"a1","approve":false}""",
            """{"type":"mcp_approval_response","approval_request_id":"a2","approve":true}""",
            """{"type":"message","role":"user","content":"go on"}""");
    }

    [Theory]
    [InlineData("responses", "-", "r1", "r2", "r3")]
    [InlineData("isolation", "-", "-", "-", "-")]
    [InlineData("store-then-not", "-", "r1 unstored", "r1 unstored", "r1 unstored")]
    public async Task Mode_says_what_a_turn_continues(string mode, params string[] expected)
    {
        await using var served = await Served.StartAsync(Answers([.. Enumerable.Range(1, 4).Select(Text)]), Anything);

        (await Record(served, "--no-stream", "--mode", mode, "one", "two", "three", "four")).ExitCode.Should().Be(0);

        Bodies(served).Select(body => (body.TryGetProperty("previous_response_id", out var id) ? id.GetString() : "-") + (body.GetProperty("store").GetBoolean() ? "" : " unstored"))
            .Should().Equal(expected);
    }

    [Theory]
    [InlineData("conversation", "conv", "conv", "conv")]
    [InlineData("mixed", "conv", "r2", "conv")]
    public async Task Conversation_is_begun_once_and_its_beginning_recorded(string mode, params string[] expected)
    {
        await using var served = await Served.StartAsync(Answers("""{"id":"conv","object":"conversation"}""", Text(2), Text(3), Text(4)), Anything);

        (await Record(served, "--no-stream", "--mode", mode, "one", "two", "three")).ExitCode.Should().Be(0);

        var turns = Cassette.Load(served["out.yaml"]).Turns;
        turns[0].Request.Path.Should().Be("/v1/conversations");
        turns.Skip(1).Select(turn => turn.Request.Body)
            .Select(body => body.TryGetProperty("conversation", out var id) ? id.GetString() : body.GetProperty("previous_response_id").GetString()).Should().Equal(expected);
    }

    [Fact]
    public async Task Unstored_turn_sends_all_that_came_before()
    {
        await using var served = await Served.StartAsync(Answers(Call, Text(2)), Anything);
        var outputs = served.Write("o.json", """{"look":"seen"}""");

        (await Record(served, "--no-stream", "--no-store", "--tool-outputs", outputs, "Hi", "")).ExitCode.Should().Be(0);

        var body = Bodies(served)[1];
        body.TryGetProperty("previous_response_id", out _).Should().BeFalse();
        body.GetProperty("input").EnumerateArray().Select(item => item.GetProperty("type").GetString()).Should().Equal("message", "function_call", "function_call_output");
    }

    [Fact]
    public async Task Last_turn_branches_from_the_one_that_is_named()
    {
        await using var served = await Served.StartAsync(Answers(Call, Text(2), Text(3)), Anything);
        var outputs = served.Write("o.json", """{"look":["seen","seen anew"]}""");

        (await Record(served, "--no-stream", "--branch-from", "1", "--tool-outputs", outputs, "Hi", "go on", "no, rather")).ExitCode.Should().Be(0);

        var bodies = Bodies(served);
        bodies.Skip(1).Select(body => body.GetProperty("previous_response_id").GetString()).Should().Equal("r1", "r1");
        bodies[2].GetProperty("input")[0].GetProperty("output").GetString().Should().Be("seen anew");
    }

    [Fact]
    public async Task Turns_beyond_the_prompts_answer_calls_as_long_as_there_are_any()
    {
        await using var served = await Served.StartAsync(Answers(Call, Call, Text(3), Text(4)), Anything);
        var outputs = served.Write("o.json", """{"look":"seen"}""");

        (await Record(served, "--no-stream", "--turns", "9", "--tool-outputs", outputs, "Hi")).ExitCode.Should().Be(0);

        Cassette.Load(served["out.yaml"]).Turns.Should().HaveCount(3);
    }

    [Fact]
    public async Task Prompts_are_the_lines_of_standard_input_where_none_are_given()
    {
        await using var served = await Served.StartAsync(Answers(Call, Text(2), Text(3)), Anything);
        var outputs = served.Write("o.json", """{"look":"seen"}""");

        var result = await Tool.RunAsync(["record", "--base-url", served.BaseUrl, "--model", "m", "-o", served["out.yaml"], "--no-stream", "--tool-outputs", outputs], "Grüße\n\nand now?\n");

        result.Should().Be(new ToolResult(0, "", Saved(served, "3 turns")));
        Bodies(served).Select(body => body.GetProperty("input")).Select(input => input.ValueKind == JsonValueKind.String ? input.GetString() : "calls").Should().Equal("Grüße", "calls", "and now?");
    }

    [Fact]
    public async Task Key_of_the_environment_is_sent_and_reaches_no_file()
    {
        const string Key = "sk-secret-0123";
        await using var served = await Served.StartAsync(Answers($$$"""{"error":{"message":"Incorrect key: {{{Key}}}"}}"""), Anything);

        var result = await Tool.RunAsync(
            ["record", "--base-url", served.BaseUrl, "--model", "m", "-o", served["out.yaml"], "--no-stream", "--set", $$"""{"user":"{{Key}}"}""", "Hi"], null, ("OPENAI_API_KEY", Key));

        result.ExitCode.Should().Be(0);
        File.ReadAllText(served["out.yaml"]).Should().NotContain(Key).And.NotContain("uthorization").And.Contain("REDACTED");
    }

    [Fact]
    public async Task Interrupted_stream_is_resumed_after_the_last_event_that_came()
    {
        var (first, second) = ("""{"type":"response.created","sequence_number":0,"response":{"id":"r1","status":"in_progress"}}""", """{"type":"response.completed","sequence_number":1,"response":{"id":"r1","status":"completed","output":[]}}""");
        await using var served = await Served.StartAsync(
            new Cassette(null, [Turn(1, CassetteTransport.EventStream, $"data: {first}\n\ndata: {second}\n\n"), Turn(2, CassetteTransport.EventStream, $"data: {second}\n\n")]), Anything);

        (await Record(served, "--background", "--interrupt-after", "1", "Hi")).ExitCode.Should().Be(0);

        var turns = Cassette.Load(served["out.yaml"]).Turns;
        turns[0].Request.Body.GetProperty("background").GetBoolean().Should().BeTrue();
        turns[0].Response.ToString().Should().Be($"data: {first}\n\n");
        (turns[1].Request.Method, turns[1].Request.Path, string.Join('&', turns[1].Request.Query)).Should().Be(("GET", "/v1/responses/r1", "[stream, true]&[starting_after, 0]"));
    }

    [Fact]
    public async Task Conversation_over_a_WebSocket_is_recorded_message_by_message()
    {
        var messages = Enumerable.Range(1, 2).Select(turn =>
            $$$"""{"type":"response.created","response":{"id":"r{{{turn}}}"}}""" + "\n" + $$$"""{"type":"response.completed","response":{{{Text(turn)}}}}""" + "\n").ToList();
        await using var served = await Served.StartAsync(new Cassette(null, messages.Select((text, index) => Turn(index + 1, CassetteTransport.WebSocket, text))), Anything);

        (await Record(served, "--websocket", "Hi", "go on")).Should().Be(new ToolResult(0, "", Saved(served, "2 turns")));

        var turns = Cassette.Load(served["out.yaml"]).Turns;
        turns.Select(turn => turn.Response.ToString()).Should().Equal(messages);
        turns.Select(turn => (turn.Request.Method, turn.Request.Path, turn.Request.Body.GetProperty("type").GetString())).Should().AllBeEquivalentTo(("WEBSOCKET", "/v1/responses", "response.create"));
        turns[1].Request.Body.GetProperty("previous_response_id").GetString().Should().Be("r1");
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_turn_it_leaves_the_turns_before()
    {
        await using var served = await Served.StartAsync(
            new Cassette(null, [Turn(1, CassetteTransport.Blocking, Text(1)), Turn(2, CassetteTransport.Blocking, Text(2)), Turn(3, CassetteTransport.Blocking, new string(' ', 1_000) + Text(3))]),
            new() { Match = RequestParts.None, InOrder = true, Pace = ReplayPace.Every(TimeSpan.FromMilliseconds(400)) });
        using var tool = Tool.Start(["record", "--base-url", served.BaseUrl, "--model", "m", "-o", served["out.yaml"], "--no-stream", "one", "two", "three"]);
        while (!(File.Exists(served["out.yaml"]) && Cassette.Load(served["out.yaml"]).Turns.Count == 2))
        {
            tool.HasExited.Should().BeFalse();
            await Task.Delay(5);
        }

        tool.Kill();
        await tool.WaitForExitAsync();

        Cassette.Load(served["out.yaml"]).Turns.Select(turn => turn.Name).Should().Equal("t1", "t2");
    }

    [Theory]
    [InlineData("--base-url takes", "--base-url", "localhost")]
    [InlineData("--base-url takes no name", "--base-url", "http://me:pass@localhost/v1")]
    [InlineData("exclude each other", "--stream", "--no-stream")]
    [InlineData("exclude each other", "--store", "--no-store")]
    [InlineData("needs a stream", "--no-stream", "--interrupt-after", "1")]
    [InlineData("always streams", "--no-stream", "--websocket")]
    [InlineData("needs --mode responses", "--branch-from", "1", "--mode", "isolation")]
    [InlineData("--turns takes", "--turns", "0")]
    [InlineData("--set: the JSON breaks at line 1", "--set", "{")]
    [InlineData("--set: is not a JSON object", "--set", "[]")]
    [InlineData("--tools", "--tools", "no-such-file")]
    [InlineData("'bad'", "--mode", "bad")]
    [InlineData("--set: the JSON has a member twice", "--set", """{"a":1,"a":2}""")]
    [InlineData("--branch-from takes a turn before the last one", "--branch-from", "1")]
    [InlineData("--output takes a file", "-o", "")]
    public async Task Wrong_usage_says_so_before_anything_is_sent(string says, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        string[] address = arguments.Contains("--base-url") ? [] : ["--base-url", "http://127.0.0.1:1/v1"];

        string[] output = arguments.Contains("-o") ? [] : ["-o", file];

        var result = await Tool.RunAsync(["record", .. address, "--model", "m", .. output, .. arguments, "Hi"]);

        (result.ExitCode, result.Output, File.Exists(file)).Should().Be((2, "", false));
        result.Error.Should().Contain(says);
    }

    [Fact]
    public async Task Server_that_cannot_be_reached_and_calls_without_an_output_say_so_and_keep_what_came()
    {
        (await Tool.RunAsync(["record", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "-o", "/tmp/none.yaml", "Hi"])).Should().Match<ToolResult>(
            result => result.ExitCode == 1 && result.Error.StartsWith("agentic-api: turn 1: the server cannot be reached", StringComparison.Ordinal));
        await using var served = await Served.StartAsync(Answers(Call, Text(2)), Anything);

        var result = await Record(served, "--no-stream", "Hi", "");

        (result.ExitCode, result.Error).Should().Be((1, Saved(served, "1 turn") + "agentic-api: turn 2: the model called 'look', for which --tool-outputs has no output.\n"));
        Cassette.Load(served["out.yaml"]).Turns.Should().ContainSingle();
    }

    [Fact]
    public async Task Key_that_no_header_can_carry_is_wrong_usage_and_is_not_told()
    {
        var result = await Tool.RunAsync(["record", "--base-url", "http://127.0.0.1:1/v1", "--model", "m", "-o", "/tmp/none.yaml", "Hi"], null, ("OPENAI_API_KEY", "sk-\n1234"));

        result.Should().Be(new ToolResult(2, "", "agentic-api: --key-env: the key in OPENAI_API_KEY contains characters that are not allowed in a header.\n"));
    }

    [Fact]
    public async Task Connection_that_breaks_leaves_a_broken_turn_a_stream_truncated_and_a_body_unreadable()
    {
        const string Created = """data: {"type":"response.created","response":{"id":"r1","status":"in_progress"}}""" + "\n\n";
        await using var stream = await Served.StartAsync(new Cassette(null, [Broken(CassetteTransport.EventStream, Created)]), Anything);
        (await Record(stream, "Hi")).Should().Be(new ToolResult(3, "", Saved(stream, "1 turn")));
        Cassette.Load(stream["out.yaml"]).Turns.Should().ContainSingle().Which.Response.Should().Match<CassetteResponse>(answer => answer.IsBroken && answer.ToString() == Created);

        await using var body = await Served.StartAsync(new Cassette(null, [Broken(CassetteTransport.Blocking, """{"id":""")]), Anything);
        (await Record(body, "--no-stream", "Hi")).Should().Be(new ToolResult(1, "", Saved(body, "1 turn") + "agentic-api: turn 1: the server answered 200, and the connection broke before the end of its answer.\n"));
        Cassette.Load(body["out.yaml"]).Turns.Should().ContainSingle().Which.Response.IsBroken.Should().BeTrue();

        await using var none = await Served.StartAsync(new Cassette(null, [Broken(CassetteTransport.EventStream, "data: {")]), Anything);
        (await Record(none, "Hi")).Should().Be(new ToolResult(1, "", Saved(none, "1 turn") + "agentic-api: turn 1: the server answered 200, and the connection broke before the end of its answer.\n"), "not one event came");
        Cassette.Load(none["out.yaml"]).Turns.Should().ContainSingle().Which.Response.IsBroken.Should().BeTrue();

        static CassetteTurn Broken(CassetteTransport transport, string answer) =>
            new("t1", new("POST", "/v1/responses"), new(200, null, transport, Encoding.UTF8.GetBytes(answer), isBroken: true));
    }

    [Fact]
    public async Task Nothing_to_send_and_a_truncated_answer_have_their_exit_codes()
    {
        await using var served = await Served.StartAsync(Answers(Text(1)), Anything);
        var result = await Record(served, "--no-stream", "Hi", "");
        (result.ExitCode, result.Error).Should().Be((1, Saved(served, "1 turn") + "agentic-api: turn 2: there is nothing to send: no prompt, and no call to answer.\n"));

        await using var truncated = await Served.StartAsync("truncated-streaming.yaml", Anything);
        (await Record(truncated, "Hi")).ExitCode.Should().Be(3);
        Cassette.Load(truncated["out.yaml"]).Turns.Should().ContainSingle();
    }

    [Fact]
    public async Task File_that_is_there_is_replaced_only_when_that_is_asked_for()
    {
        await using var served = await Served.StartAsync(Answers(Text(1)), Anything);
        var file = served.Write("out.yaml", "dear");

        var refused = await Record(served, "--no-stream", "Hi");
        (refused.ExitCode, refused.Error, File.ReadAllText(file)).Should().Be((2, $"agentic-api: {file}: already exists. Give another file, or --overwrite.\n", "dear"));

        (await Record(served, "--no-stream", "--overwrite", "Hi")).ExitCode.Should().Be(0);
        Cassette.Load(file).Turns.Should().ContainSingle();
    }

    [Fact]
    public async Task Answer_that_is_an_error_is_recorded_and_told()
    {
        await using var served = await Served.StartAsync(Answers("""{"error":{"message":"No such model.","code":"model_not_found"}}"""), Anything);

        var result = await Record(served, "--no-stream", "Hi");

        result.Should().Be(new ToolResult(0, "", "agentic-api: turn 1: the server answered 200 with an error: No such model. (model_not_found)\n" + Saved(served, "1 turn")));
        Cassette.Load(served["out.yaml"]).Turns.Should().ContainSingle();
    }

    [Fact]
    public async Task Nothing_said_and_a_key_that_is_not_there_are_wrong_usage()
    {
        await using var served = await Served.StartAsync(Answers(Text(1)), Anything);

        (await Record(served)).Should().Be(new ToolResult(2, "", "agentic-api: the prompt is missing: give a PROMPT, or lines on standard input.\n"));
        (await Record(served, "--key-env", "NO_SUCH_KEY", "Hi")).Should().Be(new ToolResult(2, "", "agentic-api: --key-env: the environment variable NO_SUCH_KEY is not set.\n"));
    }

    private static string Text(int number) =>
        $$"""{"id":"r{{number}}","object":"response","status":"completed","output":[{"type":"message","id":"m{{number}}","role":"assistant","status":"completed","content":[]}]}""";

    private static Cassette Answers(params string[] bodies) => new(null, bodies.Select((body, index) => Turn(index + 1, CassetteTransport.Blocking, body)));

    private static CassetteTurn Turn(int number, CassetteTransport transport, string answer) =>
        new($"t{number}", new("POST", "/v1/responses"), new(transport == CassetteTransport.WebSocket ? 101 : 200, null, transport, Encoding.UTF8.GetBytes(answer)));

    private static string Saved(Served served, string turns) => $"agentic-api: {served["out.yaml"]}: {turns} saved\n";

    private static Task<ToolResult> Record(Served served, params string[] arguments) =>
        Tool.RunAsync(["record", "--base-url", served.BaseUrl, "--model", "m", "-o", served["out.yaml"], .. arguments], null, ("OPENAI_API_KEY", ""));

    private static List<JsonElement> Bodies(Served served) => [.. Cassette.Load(served["out.yaml"]).Turns.Select(turn => turn.Request.Body)];
}
