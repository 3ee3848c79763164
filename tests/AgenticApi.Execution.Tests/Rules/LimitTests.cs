using System.Text.Json;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>Limits that end a run. The items are kept, and each call has an output.</summary>
public class LimitTests
{
    [Theory]
    [InlineData(ToolStart.WhenProven)]
    [InlineData(ToolStart.WhenDone)]
    [InlineData(ToolStart.AfterResponse)]
    public async Task Calls_beyond_the_limit_are_answered_without_a_start(ToolStart start)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { MaxToolCalls = 3, AnswerAtLimit = true };
        bench.Tool("step", "ok", tool => tool with { Start = start });
        bench.Server.Round(r =>
        {
            for (var n = 0; n < 6; n++)
            {
                r.Call("step", $$"""{"n":{{n}}}""", $"call_{n}");
            }
        }).Round(r => r.Text("As far as I came."));

        var result = await bench.RunAsync().InTime();

        (result.Outcome, result.StopReason).Should().Be((RunOutcome.Stopped, StopReason.ToolCalls));
        bench.Tools.Started.Should().HaveCount(3);
        var outputs = bench.Outputs(1).ToList();
        outputs.Should().HaveCount(6);
        outputs.Take(3).Should().Equal("call_0=ok", "call_1=ok", "call_2=ok");
        outputs.Skip(3).Should().OnlyContain(output => output.Contains("limit"));
        result.Text.Should().Be("As far as I came.");
    }

    [Fact]
    public async Task Call_beyond_the_limit_needs_no_approval()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { MaxToolCalls = 1 };
        var asked = 0;
        bench.Tool("step").Tool("ask", "asked", tool => tool with { Approve = _ => { asked++; return Approval.Ask; } });
        bench.Server.Round(r => r.Call("step", "{}", "call_1").Call("ask", "{}", "call_2"));

        var result = await bench.RunAsync().InTime();

        result.StopReason.Should().Be(StopReason.ToolCalls);
        result.Items.OfType<FunctionCallOutputItem>().Should().HaveCount(2);
        asked.Should().Be(0);
    }

    [Fact]
    public async Task Tokens_end_a_run_after_the_round_that_exceeds_them()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { MaxTotalTokens = 20 };

        var result = await EndlessAsync(bench);

        (result.Outcome, result.StopReason, result.Rounds).Should().Be((RunOutcome.Stopped, StopReason.Tokens, 2));
        result.Usage!.TotalTokens.Should().Be(30);
        result.Items.OfType<FunctionCallOutputItem>().Should().HaveCount(2);
    }

    [Fact]
    public async Task Duration_ends_a_run_after_the_round_in_which_it_is_exceeded()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { MaxDuration = TimeSpan.FromMilliseconds(40) };
        bench.Tool("step", async (_, stop) => { await Task.Delay(60, stop); return "ok"; });

        var result = await EndlessAsync(bench);

        (result.Outcome, result.StopReason, result.Rounds).Should().Be((RunOutcome.Stopped, StopReason.Duration, 1));
        result.Items.OfType<FunctionCallOutputItem>().Should().HaveCount(1);
    }

    [Fact]
    public async Task Rounds_in_a_row_in_which_every_call_fails_end_a_run()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { MaxConsecutiveFailedRounds = 2 };
        var n = 0;
        // The second round succeeds, so the count starts again.
        bench.Tool("step", (_, _) => ++n == 2 ? Task.FromResult("ok") : throw new ToolException("No."));

        var result = await EndlessAsync(bench);

        (result.Outcome, result.StopReason, result.Rounds).Should().Be((RunOutcome.Stopped, StopReason.Errors, 4));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 6)]
    public async Task Same_calls_with_the_same_outputs_end_a_run(bool isSame, int rounds)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { MaxRepeatedCalls = 3, MaxRounds = 6 };
        var n = 0;
        bench.Tool("step", (_, _) => Task.FromResult(isSame ? "same" : $"{n++}"));
        bench.Server.Always((request, r) => r.Call("step", "{}", $"call_{request.Number}"));

        var result = await bench.RunAsync().InTime();

        (result.StopReason, result.Rounds).Should().Be((isSame ? StopReason.RepeatedCalls : StopReason.Rounds, rounds));
    }

    [Fact]
    public async Task Run_that_was_asked_to_stop_answers_its_calls_and_goes_on_when_it_is_resumed()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Journal = new InMemoryRunJournal();
        bench.Tool("step");
        bench.Server.Round(r => r.Call("step", "{}", "call_1")).Round(r => r.Text("Done."));
        var run = bench.Agent.RunAsync("Hello");
        run.StopAfterRound();

        var result = await bench.ReadAsync(run).InTime();
        (result.Outcome, result.StopReason, result.Rounds).Should().Be((RunOutcome.Stopped, StopReason.Requested, 1));
        result.Items.OfType<FunctionCallOutputItem>().Should().HaveCount(1);
        result = await bench.ReadAsync(bench.Agent.ResumeAsync(run.Id)).InTime();

        (result.Outcome, result.Text).Should().Be((RunOutcome.Completed, "Done."));
        bench.Outputs(1).Should().Equal("call_1=ok");
        bench.Tools.Executions("step").Should().Be(1);
    }

    [Theory]
    [InlineData("\"required\"")]
    [InlineData("""{"type":"function","name":"step"}""")]
    public async Task Choice_that_forces_a_call_forces_only_the_first_round(string choice)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("step");
        bench.Server.Round(r => r.Call("step", "{}", "call_1")).Round(r => r.Text("Done."));

        var result = await bench.RunAsync(ResponseRequest.FromText("Hello") with { ToolChoice = JsonElement.Parse(choice) }).InTime();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Requests[0].Member("tool_choice")!.Value.GetRawText().Should().Be(choice);
        (bench.Server.Requests[1].Member("tool_choice")?.ToString() ?? "auto").Should().Be("auto");
    }

    private static Task<RunResult> EndlessAsync(LoopBench bench)
    {
        if (bench.Declared.Count == 0)
        {
            bench.Tool("step");
        }

        bench.Server.Always((request, r) => r.Call("step", $$"""{"n":{{request.Number}}}""", $"call_{request.Number}"));
        return bench.RunAsync().InTime();
    }
}
