using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>The stream of a response breaks that the server does not have: the request is sent again, or what was started is kept.</summary>
public class RestartTests
{
    [Fact]
    public async Task Same_request_goes_out_again_where_nothing_was_seen_or_started()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Server.Round(r => r.Text("Done.").DropAfter(4));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Events.OfType<RoundRestarted>().Should().ContainSingle();
        bench.Server.Requests[1].Body.ToString().Should().Be(bench.Server.Requests[0].Body.ToString());
        result.Usage!.TotalTokens.Should().Be(15);
    }

    [Theory]
    [InlineData(ReplayPolicy.WhenUnseen, RunOutcome.Truncated)]
    [InlineData(ReplayPolicy.Always, RunOutcome.Completed)]
    public async Task Request_whose_text_was_seen_goes_out_again_only_where_the_policy_says_so(ReplayPolicy policy, RunOutcome outcome)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { Replay = policy };
        bench.Server.Round(r => r.Text("A long answer.").DropAfter(5)).Always(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(outcome);
        bench.Events.OfType<RoundRestarted>().Should().HaveCount(outcome == RunOutcome.Completed ? 1 : 0);
        (await RunCheck.IsAcceptedAsync(bench, result)).Should().BeEmpty();
    }

    [Fact]
    public async Task Request_of_which_only_arguments_were_streamed_goes_out_again()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", """{"city":"Paris","days":3}""", "call_1").DropAfter(5)).Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Events.OfType<StreamedEvent>().Should().Contain(e => e.Event is FunctionCallArgumentsDeltaEvent);
        bench.Events.OfType<RoundRestarted>().Should().ContainSingle();
        bench.Tools.Executions("weather").Should().Be(1);
    }

    [Fact]
    public async Task Call_that_waited_for_its_turn_when_the_stream_broke_does_not_start()
    {
        await using var bench = await LoopBench.StartAsync();
        var gate = new TaskCompletionSource();
        bench.Tool("slow", ToolBench.Behind(gate.Task)).Options = bench.Options with { MaxParallelCalls = 1, MaxToolCalls = 2 };
        bench.Server
            .Round(r => r.Call("slow", """{"n":1}""", "call_1").Call("slow", """{"n":2}""", "call_2").Text("One").Pause(bench.Tools.HasStarted(1)).DropHere().Once())
            .Round((request, r) => { r.Text("Done."); });
        var run = bench.RunAsync();
        await bench.Tools.HasStarted(1);
        await Task.Delay(100);
        gate.SetResult();

        (await run).Outcome.Should().Be(RunOutcome.Completed);

        bench.Tools.Started.Should().ContainSingle();
        bench.Outputs(bench.Server.Requests.Count - 1).Should().Equal("call_1=ok");
        bench.Server.Refusals.Should().OnlyContain(refusal => refusal.Status == 404);
    }

    [Fact]
    public async Task Call_that_the_new_response_repeats_takes_over_the_output_once()
    {
        await using var bench = await ServerKeptAsync();
        bench.Server
            .Round(r => r.Call("pay", """{"n":1}""", "call_1").Text("One").Pause(bench.Tools.HasStarted(1)).DropHere().Once())
            .Round(r => r.Call("pay", """{ "n": 1 }""", "call_a").Call("pay", """{"n":1}""", "call_b"))
            .Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(2).Should().Equal("call_a=ok", "call_b=ok");
        bench.Tools.Executions("pay").Should().Be(2, "one output answers one call");
        bench.Tools.Repeated.Should().BeEmpty();
        Violations(bench, result).Should().BeEmpty();
        (await RunCheck.IsAcceptedAsync(bench, result)).Should().BeEmpty();
    }

    [Fact]
    public async Task Call_that_may_repeat_a_started_one_with_other_words_waits_in_doubt()
    {
        await using var bench = await ServerKeptAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Server
            .Round(r => r.Call("pay", """{"amount":1}""", "call_1").Text("One").Pause(bench.Tools.HasStarted(1)).DropHere().Once())
            .Round(r => r.Call("pay", """{"amount":1.5}""", "call_a").Call("read", "{}", "call_b"))
            .Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Waiting);
        result.Pending.Should().ContainSingle().Which.Should().Match<PendingCall>(call => call.Reason == PendingReason.InDoubt && call.Call.CallId == "call_a");
        bench.Events.OfType<CallWaiting>().Should().ContainSingle();
        bench.Tools.Executions("pay").Should().Be(1);
        bench.Tools.Executions("read").Should().Be(1);

        result = await bench.ReadAsync(bench.Agent.ResumeAsync(result.RunId, [RunDecision.Run(result.Pending[0])]));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(2).Should().Equal("call_a=ok", "call_b=ok");
        bench.Tools.Started.Select(one => one.Key).Should().OnlyHaveUniqueItems("other calls have other keys");
        Violations(bench, result).Should().BeEmpty();
    }

    [Fact]
    public async Task Output_that_no_new_call_takes_over_is_told_by_events_and_kept_in_the_items()
    {
        await using var bench = await ServerKeptAsync();
        bench.Server
            .Round(r => r.Call("pay", """{"n":1}""", "call_1").Text("One").Pause(bench.Tools.HasStarted(1)).DropHere().Once())
            .Round(r => r.Call("read", "{}", "call_a"))
            .Round(r => r.Text("Done."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(2).Should().Equal("call_a=ok");
        bench.Events.OfType<CallFinished>().Select(e => e.Call.CallId).Should().BeEquivalentTo("call_1", "call_a");
        result.Items.OfType<FunctionCallOutputItem>().Select(item => item.CallId).Should().BeEquivalentTo("call_1", "call_a");
        (await RunCheck.IsAcceptedAsync(bench, result)).Should().BeEmpty();
    }

    [Fact]
    public async Task Conversation_that_lacks_the_calls_gets_them_with_their_outputs()
    {
        await using var bench = await LoopBench.StartAsync(new ModelServerOptions { CheckOutputs = false });
        bench.Tool("pay").Options = bench.Options with { Continuation = Continuation.Conversation };
        bench.Server.Round(r => r.Call("pay", "{}", "call_1")).Round(r => r.Text("Done."));
        using var client = RefusingHandler.ClientOf(bench, request: 2, 400, "No tool call found for function call output with call_id call_1.", "input");
        var agent = new Agent(new ResponsesEndpoint(client), "scripted") { Tools = bench.Declared, Options = bench.Options };

        var result = await bench.ReadAsync(agent.RunAsync(ResponseRequest.FromText("Hello") with { Conversation = "conv_1" }));

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Requests[1].Input.Select(item => item.GetProperty("type").GetString()).Should().Equal("function_call", "function_call_output");
        bench.Tools.Executions("pay").Should().Be(1);
    }

    [Fact]
    public async Task Tool_does_not_outlive_a_run_whose_response_failed()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("slow", async (_, stop) => { await Task.Delay(200, stop); return "late"; });
        bench.Server.Round(r => r.Call("slow", "{}", "call_1").Text("One").Pause(bench.Tools.HasStarted(1)).Ending("failed", "context_length_exceeded"));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Failed);
        bench.Tools.Running.Should().Be(0);
        result.Items.OfType<FunctionCallOutputItem>().Single().Json.ToString().Should().Contain("late");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_that_cannot_be_read_ends_the_run_and_throws_nothing(bool isStrict)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { Reading = new ResponseAccumulatorOptions { Strict = isStrict, MaxItems = 2 } };
        bench.Server.Round(r => r.Text("One.").Raw("data: {\"type\":\"response.unheard_of\",\"sequence_number\":10}").GarbleAt(9).Text("Two.").Text("Three."));

        var result = await bench.RunAsync();

        result.Outcome.Should().Be(RunOutcome.Failed);
        result.Response!.Response.Error!.Code.Should().Be("unreadable_response");
        result.Text.Should().StartWith("One.");
    }

    private static IEnumerable<string> Violations(LoopBench bench, RunResult result) =>
        new RunCheck(bench, result).Violations().Where(violation => !violation.StartsWith("paid", StringComparison.Ordinal));

    private static async Task<LoopBench> ServerKeptAsync()
    {
        var bench = await LoopBench.StartAsync();
        bench.Tool("pay").Tool("read").Options = bench.Options with { Continuation = Continuation.PreviousResponse };
        return bench;
    }
}
