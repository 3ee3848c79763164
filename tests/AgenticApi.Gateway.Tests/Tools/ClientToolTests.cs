using AgenticApi.Gateway.Tests.Keeping;

namespace AgenticApi.Gateway.Tests.Tools;

/// <summary>Tools that Chat Completions do not have, from the request to the history of the next one.</summary>
public sealed class ClientToolTests
{
    private const string Stop = """{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""";
    private const string Custom = """{"type":"custom","name":"apply_patch","description":"Changes files."}""";
    private const string Namespace = """{"type":"namespace","name":"files","description":"Files.","tools":[{"type":"function","name":"read","parameters":{"type":"object"}}]}""";

    [Fact]
    public async Task Custom_tool_is_a_function_for_the_model_and_a_custom_tool_for_the_client()
    {
        await using var model = await ScriptedModel.SayingAsync(
            """{"tool_calls":[{"index":0,"id":"c1","function":{"name":"apply_patch","arguments":"{\"input\":\"*** Begin"}}]}""",
            """{"tool_calls":[{"index":0,"function":{"arguments":"\\n+1\"}"}}]}""",
            Stop);

        var first = await model.RespondAsync($$"""{"model":"m","input":"Hi","stream":true,"tools":[{{Custom}}]}""");
        await model.RespondAsync(
            $$"""{"model":"m","stream":true,"tools":[{{Custom}}],"previous_response_id":"{{first.Id}}","input":[{"type":"custom_tool_call_output","call_id":"c1","output":"Done."}]}""");

        var call = first.Output.Should().ContainSingle().Which.Json;
        (call.Text("type"), call.Text("name"), call.Text("input"), call.Text("call_id")).Should().Be(("custom_tool_call", "apply_patch", "*** Begin\n+1", "c1"));
        model.Asked[0].Body.GetProperty("tools")[0].GetProperty("function").Text("name").Should().Be("apply_patch");
        var messages = model.Asked[1].Body.GetProperty("messages");
        messages[1].GetProperty("tool_calls")[0].GetProperty("function").Text("arguments").Should().Be("""{"input":"*** Begin\n+1"}""");
        (messages[2].Text("role"), messages[2].Text("content")).Should().Be(("tool", "Done."));
    }

    [Fact]
    public async Task Call_of_a_namespace_tool_has_its_names_even_if_only_the_history_declares_the_tool()
    {
        string? name = null;
        await using var model = await ScriptedModel.StartAsync(context => ScriptedModel.SayAsync(
            context, $$$"""{"tool_calls":[{"index":0,"id":"{{{Guid.NewGuid():N}}}","function":{"name":"{{{name}}}","arguments":"{}"}}]}""", Stop));
        var tools = $$"""{"type":"additional_tools","role":"developer","tools":[{{Namespace}}]}""";
        name = "files__read";

        var first = await model.RespondAsync($$"""{"model":"m","stream":true,"input":[{{tools}},{"role":"user","content":"Hi"}]}""");
        var second = await model.RespondAsync(
            $$"""{"model":"m","stream":true,"previous_response_id":"{{first.Id}}","input":[{"type":"function_call_output","call_id":"{{first.FunctionCalls.Single().CallId}}","output":"x"}]}""");

        model.Asked[0].Body.GetProperty("tools")[0].GetProperty("function").Text("name").Should().Be(name);
        foreach (var response in (Response[])[first, second])
        {
            var call = response.Output.Should().ContainSingle().Which.Json;
            (call.Text("name"), call.Text("namespace")).Should().Be(("read", "files"));
        }
    }

    [Theory]
    [InlineData(false, 400)]
    [InlineData(true, 200)]
    public async Task Hosted_tool_is_refused_with_its_place_or_left_out_and_reported(bool leavesOut, int status)
    {
        await using var model = await ScriptedModel.StartAsync(
            context => ScriptedModel.SayAsync(context, """{"content":"Hello."}""", Stop),
            upstream => new() { Upstream = upstream, Translation = new() { LeavesOutHostedTools = leavesOut } });

        using var answer = await model.AskAsync("""{"model":"m","input":"Hi","stream":true,"tools":[{"type":"function","name":"f"},{"type":"web_search"}]}""");

        ((int)answer.StatusCode).Should().Be(status);
        if (leavesOut)
        {
            answer.Headers.GetValues("X-Left-Out-Tools").Should().Equal("web_search");
            model.Asked[0].Body.GetProperty("tools").GetArrayLength().Should().Be(1);
        }
        else
        {
            (await answer.Content.ReadAsStringAsync()).Should().Contain("tools[1]");
            model.Asked.Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Reasoning_is_encrypted_for_the_client_and_decrypted_when_it_comes_back()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        await using var model = await StartAsync(key);
        await using var sibling = await StartAsync(key);
        await using var stranger = await StartAsync(new byte[32]);
        const string Request = """{"model":"m","stream":true,"store":false,"include":["reasoning.encrypted_content"],"input":""";

        var first = await model.RespondAsync(Request + "\"Hi\"}");
        var reasoning = first.Output[0].Json;
        var sealedText = reasoning.Text("encrypted_content")!;

        sealedText.Should().NotContain("Secret").And.NotBeEmpty();
        (await ToldAsync(model, sealedText)).Should().Be("Secret thought.");
        (await ToldAsync(sibling, sealedText)).Should().Be("Secret thought.", "gateways with the same keys decrypt it");
        (await ToldAsync(stranger, sealedText)).Should().BeNull();
        (await ToldAsync(model, sealedText[..^3] + "AAA")).Should().BeNull("it was changed");
        (await model.RespondAsync("""{"model":"m","stream":true,"input":"Hi"}""")).Output[0].Json.TryGetProperty("encrypted_content", out _).Should().BeFalse("the request does not include it");

        static Task<ScriptedModel> StartAsync(byte[] key) => ScriptedModel.StartAsync(
            context => ScriptedModel.SayAsync(context, """{"reasoning_content":"Secret thought."}""", """{"content":"Hello."}""", ScriptedModel.Stop),
            upstream => new() { Upstream = upstream, ReasoningKeys = [key] });

        static async Task<string?> ToldAsync(ScriptedModel model, string sealedText)
        {
            await model.RespondAsync(
                $$"""{{Request}}[{"role":"user","content":"Hi"},{"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"{{sealedText}}"},{"role":"assistant","content":"Hello."},{"role":"user","content":"And?"}]}""");
            var told = model.Asked[^1].Body.GetProperty("messages")[1];
            return told.TryGetProperty("reasoning_content", out var text) ? text.GetString() : null;
        }
    }
}
