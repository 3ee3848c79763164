using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Running;

/// <summary>The basic loop: calls are run and answered until the model has answered.</summary>
public class LoopTests
{
    [Theory]
    [InlineData(Continuation.Items)]
    [InlineData(Continuation.PreviousResponse)]
    [InlineData(Continuation.Conversation)]
    public async Task Three_rounds_with_parallel_calls_end_with_the_answer(Continuation continuation)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather", "sunny").Tool("book", "booked").Options = bench.Options with { Continuation = continuation };
        bench.Server
            .Round(r => r.Reasoning("Two cities.").Call("weather", """{"city":"Paris"}""", "call_1").Call("weather", """{"city":"Rome"}""", "call_2"))
            .Round(r => r.Call("book", "{}", "call_3"))
            .Round(r => r.Text("Booked Rome."));

        var result = await bench.RunAsync(ResponseRequest.FromText("Paris or Rome?") with { Conversation = continuation == Continuation.Conversation ? "conv_1" : null });

        result.Outcome.Should().Be(RunOutcome.Completed);
        result.Text.Should().Be("Booked Rome.");
        result.Rounds.Should().Be(3);
        result.Usage!.TotalTokens.Should().Be(45);
        bench.Server.Refusals.Should().BeEmpty();
        bench.Outputs(1).Should().Equal("call_1=sunny", "call_2=sunny");
        bench.Outputs(2).Last().Should().Be("call_3=booked");
        bench.Tools.Repeated.Should().BeEmpty();
        bench.Events.OfType<RoundEnded>().Should().HaveCount(3);
        bench.Events[^1].Should().BeOfType<RunEnded>();
        bench.Server.Requests[1].Input.Should().HaveCount(continuation == Continuation.Items ? 6 : 2);
    }

    [Fact]
    public async Task Parallel_calls_run_at_once()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("both", ToolBench.Rendezvous(2));
        bench.Server.Round(r => r.Call("both", "{}", "call_1").Call("both", """{"n":2}""", "call_2")).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.MostRunning.Should().Be(2);
    }

    [Fact]
    public async Task Outputs_stand_in_the_order_of_the_calls_whichever_finishes_first()
    {
        await using var bench = await LoopBench.StartAsync();
        var second = new TaskCompletionSource();
        bench.Tool("slow", async (_, stop) => { await second.Task.WaitAsync(stop); return "slow"; });
        bench.Tool("fast", (_, _) => { second.SetResult(); return Task.FromResult("fast"); });
        bench.Server.Round(r => r.Call("slow", "{}", "call_1").Call("fast", "{}", "call_2")).Round(r => r.Text("Done."));

        await bench.RunAsync();

        bench.Outputs(1).Should().Equal("call_1=slow", "call_2=fast");
    }

    [Fact]
    public async Task Tool_starts_while_the_response_is_still_streamed_once_a_later_item_has_begun()
    {
        await using var bench = await LoopBench.StartAsync();
        var started = new TaskCompletionSource();
        bench.Tool("early", (_, _) => { started.TrySetResult(); return Task.FromResult("ok"); });
        // The server continues only after the tool has started.
        bench.Server.Round(r => r.Call("early", "{}", "call_1").Text("One moment").Pause(started.Task).Call("early", """{"n":2}""", "call_2")).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().HaveCount(2);
    }

    [Fact]
    public async Task Last_call_does_not_start_before_the_response_has_completed()
    {
        await using var bench = await LoopBench.StartAsync();
        var gate = new TaskCompletionSource();
        bench.Tool("last");
        bench.Server.Round(r => r.Call("last", "{}", "call_1").Pause(gate.Task)).Round(r => r.Text("Done."));
        var run = bench.RunAsync();

        await Task.Delay(100);
        bench.Tools.Started.Should().BeEmpty();
        gate.SetResult();

        (await run).Outcome.Should().Be(RunOutcome.Completed);
        bench.Tools.Executions("last").Should().Be(1);
    }

    [Fact]
    public async Task Exclusive_call_runs_alone_and_in_its_turn()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("shared", async (_, stop) => { await Task.Delay(20, stop); return "ok"; })
            .Tool("alone", async (_, stop) => { bench.Tools.Running.Should().Be(1); await Task.Delay(20, stop); return "ok"; }, tool => tool with { Exclusive = true });
        bench.Server.Round(r => r.Call("shared", """{"n":1}""", "c1").Call("alone", "{}", "c2").Call("shared", """{"n":2}""", "c3").Call("shared", """{"n":3}""", "c4")).Round(r => r.Text("Done."));

        await bench.RunAsync();

        bench.Outputs(1).Should().Equal("c1=ok", "c2=ok", "c3=ok", "c4=ok");
    }

    [Fact]
    public async Task Custom_tool_is_answered_with_its_own_output_type()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Declared.Add(Tool.Custom("shell", "Runs a command.", (input, _) => Task.FromResult(ToolOutput.FromText($"ran {input}"))));
        bench.Server.Round(r => r.CustomCall("shell", "ls -l", "call_1")).Round(r => r.Text("Done."));

        (await bench.RunAsync()).Outcome.Should().Be(RunOutcome.Completed);

        bench.Server.Refusals.Should().BeEmpty();
        bench.Outputs(1).Should().Equal("call_1=ran ls -l");
    }

    [Theory]
    [InlineData("\"required\"", null)]
    [InlineData("""{"type":"function","name":"weather"}""", null)]
    [InlineData("\"auto\"", "auto")]
    [InlineData("""{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"weather"}]}""", """{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"weather"}]}""")]
    public async Task Tool_choice_that_forces_a_call_holds_for_the_first_round_and_any_other_for_all(string choice, string? second)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("weather");
        bench.Server.Round(r => r.Call("weather", "{}", "call_1")).Round(r => r.Text("Done."));

        await bench.RunAsync(ResponseRequest.FromText("Hello") with { ToolChoice = System.Text.Json.JsonElement.Parse(choice) });

        bench.Server.Requests[0].Member("tool_choice")!.Value.GetRawText().Should().Be(choice);
        bench.Server.Requests[1].Member("tool_choice")?.ToString().Should().Be(second);
    }
}
