using System.Text.Json.Nodes;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>Calls that the server runs itself: the same response has the call and its output.</summary>
public class ServerSideCallTests
{
    [Theory]
    [InlineData("pay", Continuation.Items)]
    [InlineData("pay", Continuation.PreviousResponse)]
    [InlineData("theirs", Continuation.Items)]
    [InlineData("theirs", Continuation.PreviousResponse)]
    public async Task Call_that_comes_with_its_output_does_not_run_and_is_not_answered(string tool, Continuation continuation)
    {
        await using var bench = await StartAsync(continuation);
        bench.Server
            .Round(r => r.Reasoning("Hm.").Call(tool, """{"n":1}""", "call_1").Item(Output("call_1", "by the server")).Call("pay", """{"n":2}""", "call_2").Text("One moment."))
            .Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Started.Should().ContainSingle().Which.Arguments.Should().Be("""{"n":2}""");
        bench.Outputs(1).Should().Equal(continuation == Continuation.Items ? ["call_1=by the server", "call_2=paid"] : ["call_2=paid"]);
        bench.Server.Refusals.Should().BeEmpty();
        result.Items.OfType<FunctionCallOutputItem>().Select(item => item.CallId).Should().Equal("call_1", "call_2");
    }

    [Fact]
    public async Task Run_ends_with_a_response_whose_calls_the_server_answered()
    {
        await using var bench = await StartAsync(Continuation.Items);
        bench.Server.Round(r => r.Call("pay", "{}", "call_1").Item(Output("call_1", "by the server")).Text("Done."));

        var result = await bench.RunAsync();

        (result.Outcome, result.Text, bench.Server.Posts).Should().Be((RunOutcome.Completed, "Done.", 1));
        bench.Tools.Started.Should().BeEmpty();
        bench.Events.OfType<CallFinished>().Should().BeEmpty();
    }

    [Fact]
    public async Task Call_and_output_of_the_server_stay_together_where_the_response_is_cut_off()
    {
        await using var bench = await StartAsync(Continuation.Items);
        bench.Server.Round(r => r.Call("theirs", "{}", "call_1").Item(Output("call_1", "by the server")).Call("pay", "{}", "call_2").Ending("incomplete", "max_output_tokens"));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Incomplete);
        result.Items.Select(item => item.Type).Should().Equal("message", "function_call", "function_call_output");
    }

    [Fact]
    public async Task Call_that_ran_before_the_output_of_the_server_came_has_one_output()
    {
        await using var bench = await StartAsync(Continuation.Items);
        bench.Server
            .Round(r => r.Call("pay", """{"n":1}""", "call_1").Text("x").Pause(bench.Tools.HasStarted(1)).Item(Output("call_1", "by the server")).Call("pay", """{"n":2}""", "call_2"))
            .Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().Equal("call_1=by the server", "call_2=paid");
        bench.Server.Refusals.Should().BeEmpty();
    }

    private static JsonObject Output(string callId, string output) => new() { ["id"] = $"fco_{callId}", ["type"] = "function_call_output", ["call_id"] = callId, ["output"] = output, ["status"] = "completed" };

    private static async Task<LoopBench> StartAsync(Continuation continuation)
    {
        var bench = await LoopBench.StartAsync();
        bench.Tool("pay", "paid").Options = bench.Options with { Continuation = continuation };
        return bench;
    }
}
