using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli.Tests.Run;

/// <summary><c>agentic-api run</c> against a scripted server.</summary>
public class RunCommandTests
{
    [Theory]
    [InlineData("items")]
    [InlineData("previous-response")]
    public async Task Parallel_tools_run_at_once_and_the_text_goes_to_standard_output(string mode)
    {
        await using var bench = await RunBench.StartAsync();
        // Each waits for the other.
        bench.Tool("left", "cat > left && while [ ! -e right ]; do sleep 0.02; done; cat left").Tool("right", "cat > right && while [ ! -e left ]; do sleep 0.02; done; echo ok");
        bench.Server
            .Round(r => r.Text("Let me look. ").Call("left", """{"city":"Paris"}""", "call_1").Call("right", "{}", "call_2"))
            .Round(r => r.Text("Rome, it is."));

        var result = await bench.RunAsync("Paris or Rome?", "--mode", mode, "--instructions", "Be short.");

        result.Error.Should().MatchRegex("""(?m)^left \{"city":"Paris"\} → ok, \d+ ms$""").And.MatchRegex("""(?m)^right \{\} → ok, \d+ ms$""");
        (result.ExitCode, result.Output).Should().Be((0, "Let me look. \nRome, it is.\n"));
        bench.Outputs(1).Should().Equal("""call_1={"city":"Paris"}""", "call_2=ok");
        bench.Server.Requests[0].Body.GetProperty("instructions").GetString().Should().Be("Be short.");
        bench.Server.Requests[0].Member("tools")!.Value[0].EnumerateObject().Select(member => member.Name).Should().Equal("type", "name", "parameters");
        bench.Server.Refusals.Should().BeEmpty();
    }

    [Fact]
    public async Task Tool_that_fails_is_told_to_the_model_with_its_last_words()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("fail", "echo no such city >&2; exit 3").Tool("slow", "sleep 60", ("timeout", 0.3));
        bench.Server.Round(r => r.Call("fail", "{}", "call_1").Call("slow", "{}", "call_2")).Round(r => r.Text("Sorry."));

        var result = await bench.RunAsync("Hello");

        (result.ExitCode, result.Output).Should().Be((0, "Sorry.\n"));
        result.Error.Should().MatchRegex("(?m)^fail {} → error, .*Exit code 3. no such city$").And.MatchRegex("(?m)^slow {} → error, .*took too long.$");
        bench.Outputs(1).Should().Equal(
            """call_1={"error":{"type":"tool_failed","message":"Exit code 3. no such city"}}""", """call_2={"error":{"type":"timeout","message":"The tool took too long."}}""");
    }

    [Fact]
    public async Task Custom_tool_gets_its_input_as_it_is()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("shout", "tr a-z A-Z && echo $AGENTIC_API_IDEMPOTENCY_KEY", ("type", "custom"), ("description", "Shouts."));
        bench.Server.Round(r => r.CustomCall("shout", "no \"JSON\"\n", "call_1")).Round(r => r.Text("Done."));

        (await bench.RunAsync("Hello")).ExitCode.Should().Be(0);

        bench.Server.Requests[1].Input[^1].GetProperty("output").GetString().Should().MatchRegex("^NO \"JSON\"\nrun_\\w+/0/0$");
    }

    [Fact]
    public async Task Prompt_comes_from_standard_input_and_the_key_from_the_environment()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Server.Always(r => r.Text("Hi."));

        var piped = await Tool.RunAsync(bench.Arguments(), "What is\nnew?\n", ("OPENAI_API_KEY", "key-1"));
        var named = await Tool.RunAsync(bench.Arguments("-", "--api-key-env", "OTHER_KEY", "--store", "false"), "Hello", ("OTHER_KEY", "key-2"));

        (piped.ExitCode, named.ExitCode).Should().Be((0, 0));
        bench.Server.Requests.Select(request => request.Input[0].GetProperty("content")[0].GetProperty("text").GetString()).Should().Equal("What is\nnew?", "Hello");
        bench.Server.Requests.Select(request => request.Headers["authorization"]).Should().Equal("Bearer key-1", "Bearer key-2");
        bench.Server.Requests.Select(request => request.IsStored).Should().Equal(true, false);
    }

    [Fact]
    public async Task Limit_of_rounds_ends_with_5()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("again", "echo $$").Server.Always(r => r.Call("again"));

        var result = await bench.RunAsync("Hello", "--max-rounds", "2", "--journal", bench.Journal);

        result.ExitCode.Should().Be(5);
        result.Error.Should().Contain("stopped at a limit (rounds)").And.Contain($"--resume {bench.RunId}");
        bench.Server.Posts.Should().Be(2);
    }

    [Fact]
    public async Task Server_that_refuses_ends_with_1_and_its_words_without_the_key()
    {
        await using var server = await LoopbackServer.StartAsync(
            application => application.Run(context =>
            {
                context.Response.StatusCode = 404;
                return context.Response.WriteAsJsonAsync(new { error = new { code = "model_not_found", message = "No such model, key-1." } });
            }),
            0,
            default);

        var result = await Tool.RunAsync(["run", "Hello", "--base-url", $"{server.Url}v1", "--model", "m"], input: null, ("OPENAI_API_KEY", "key-1"));

        (result.ExitCode, result.Output).Should().Be((1, ""));
        result.Error.Should().Contain("model_not_found: HTTP 404: No such model, (key); the run has ended, start a new one").And.NotContain("key-1");
    }

    [Fact]
    public async Task Response_that_was_cut_off_ends_with_3()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Server.Round(r => r.Text("Once upon").Ending("incomplete", "max_output_tokens"));

        var result = await bench.RunAsync("Hello");

        (result.ExitCode, result.Output).Should().Be((3, "Once upon\n"));
        result.Error.Should().Contain("the response is incomplete (max_output_tokens)");
    }

    [Fact]
    public async Task Json_is_an_object_a_line_for_each_event()
    {
        await using var bench = await RunBench.StartAsync();
        bench.Tool("look", "echo sunny").Tool("ask", "echo never", ("approve", true));
        bench.Server.Round(r => r.Call("look", "{}", "call_1")).Round(r => r.Text("Sunny 🌞.").Call("ask", """{"n":1}""", "call_2"));

        var result = await bench.RunAsync("Hello", "--json");

        result.ExitCode.Should().Be(4);
        var events = result.Output.TrimEnd('\n').Split('\n').Select(line => JsonElement.Parse(line)).ToList();
        events.Where(e => Name(e) != "text").Select(Name).Should().Equal("started", "call_started", "call_finished", "round_ended", "call_waiting", "ended");
        string.Concat(events.Where(e => Name(e) == "text").Select(e => e.GetProperty("delta").GetString())).Should().Be("Sunny 🌞.");
        var finished = events.Single(e => Name(e) == "call_finished");
        $"{finished.GetProperty("name")} {finished.GetProperty("output")} {finished.GetProperty("error")}".Should().Be("look sunny False");
        var end = events[^1];
        $"{end.GetProperty("outcome")} {end.GetProperty("usage").GetProperty("total_tokens")} {end.GetProperty("pending")[0].GetProperty("reason")}".Should().Be("waiting 30 approval");
        end.GetProperty("run").GetString().Should().Be(events[0].GetProperty("run").GetString());

        static string? Name(JsonElement e) => e.GetProperty("event").GetString();
    }

    [Fact]
    public async Task Conversation_is_begun_on_the_server()
    {
        var bodies = new List<JsonElement>();
        await using var server = await LoopbackServer.StartAsync(
            application => application.Run(async context =>
            {
                bodies.Add((await JsonDocument.ParseAsync(context.Request.Body)).RootElement);
                await context.Response.WriteAsync(context.Request.Path == "/v1/conversations"
                    ? """{"id":"conv_1","object":"conversation"}"""
                    : """{"id":"resp_1","object":"response","status":"completed","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi."}]}]}""");
            }),
            0,
            default);

        var result = await Tool.RunAsync(["run", "Hello", "--base-url", $"{server.Url}v1", "--model", "m", "--mode", "conversation"]);

        (result.ExitCode, result.Output, result.Error).Should().Be((0, "Hi.\n", ""));
        bodies[1].GetProperty("conversation").GetString().Should().Be("conv_1");
    }
}
