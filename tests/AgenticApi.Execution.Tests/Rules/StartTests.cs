using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Rules;

/// <summary>When a tool starts.</summary>
public class StartTests
{
    [Fact]
    public async Task Tool_that_starts_when_done_starts_before_a_later_item()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("read", "ok", tool => tool with { Start = ToolStart.WhenDone });
        bench.Server.Round(r => r.Call("read", "{}", "call_1").Pause(bench.Tools.HasStarted(1))).Round(r => r.Text("Done."));

        (await bench.RunAsync().InTime()).Outcome.Should().Be(RunOutcome.Completed);

        bench.Outputs(1).Should().Equal("call_1=ok");
    }

    [Theory]
    [InlineData(ToolStart.AfterResponse, false)]
    [InlineData(ToolStart.WhenProven, true)]
    [InlineData(ToolStart.WhenDone, true)]
    public async Task Call_does_not_start_before_the_response_has_completed_where_its_tool_or_an_approval_forbids_it(ToolStart start, bool isApproved)
    {
        await using var bench = await LoopBench.StartAsync();
        var gate = new TaskCompletionSource();
        bench.Tool("pay", "paid", tool => tool with { Start = start, Approve = isApproved ? _ => Approval.Run : null });
        bench.Server.Round(r => r.Call("pay", "{}", "call_1").Text("Paying.").Pause(gate.Task)).Round(r => r.Text("Done."));

        var result = await WatchTextAsync(bench, gate).InTime();

        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().Equal("call_1=paid");
    }

    [Fact]
    public async Task Call_that_an_error_in_the_stream_makes_suspect_starts_after_the_response()
    {
        await using var bench = await LoopBench.StartAsync();
        var gate = new TaskCompletionSource();
        bench.Tool("pay", "paid");
        // Of one call with one delta these are the events; the broken one would have begun the text and so proven the call.
        bench.Server.Round(r => r.Pieces(1).Call("pay", "{}", "call_1").Text("Paying.").Pause(gate.Task).GarbleAt(6)).Round(r => r.Text("Done."));

        var result = await WatchTextAsync(bench, gate).InTime();

        bench.Events.OfType<StreamedEvent>().Should().Contain(e => e.Step.Deviations.Any(deviation => deviation.Severity == DeviationSeverity.Error));
        result.Outcome.Should().Be(RunOutcome.Completed);
        bench.Outputs(1).Should().Equal("call_1=paid");
    }

    [Fact]
    public async Task Queued_call_does_not_start_once_the_response_has_ended_incomplete()
    {
        var events = 0;
        for (var isMeasured = false; ; isMeasured = true)
        {
            await using var bench = await LoopBench.StartAsync();
            bench.Options = bench.Options with { MaxParallelCalls = 1 };
            var ended = new TaskCompletionSource();
            var streamEnds = new TaskCompletionSource();
            bench.Tool("slow", isMeasured ? ToolBench.Behind(ended.Task) : (_, _) => Task.FromResult("ok")).Tool("pay", "paid");
            bench.Server.Round(r =>
            {
                r.Call("slow", "{}", "call_1").Call("pay", "{}", "call_2").Text("Paying.").Ending("incomplete", "max_output_tokens");
                if (isMeasured)
                {
                    r.HangUntil(streamEnds.Task, events);
                }
            });

            var run = ReadAsync(bench, async e =>
            {
                if (e is StreamedEvent { Step.Effect: StepEffect.ResponseEnded })
                {
                    // The first tool returns and makes room while the stream is still open.
                    ended.TrySetResult();
                    await Task.Delay(100);
                    streamEnds.TrySetResult();
                }
            });
            (await run.InTime()).Outcome.Should().Be(RunOutcome.Incomplete);
            if (isMeasured)
            {
                bench.Tools.Started.Select(execution => execution.Tool).Should().Equal("slow");
                return;
            }

            events = bench.Events.OfType<StreamedEvent>().Count();
        }
    }

    [Fact]
    public async Task Parallel_calls_start_in_order_up_to_the_limit()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { MaxParallelCalls = 1 };
        bench.Tool("step", async (_, stop) => { await Task.Delay(5, stop); return "ok"; });
        bench.Server.Round(r => Calls(r, "step", 6)).Round(r => r.Text("Done."));

        await bench.RunAsync().InTime();

        bench.Tools.MostRunning.Should().Be(1);
        bench.Tools.Started.Select(execution => execution.Arguments).Should().Equal(Enumerable.Range(0, 6).Select(n => $$"""{"n":{{n}}}"""));
    }

    [Fact]
    public async Task Parallel_calls_never_exceed_the_limit()
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Options = bench.Options with { MaxParallelCalls = 3 };
        var three = ToolBench.Rendezvous(3);
        bench.Tool("step", async (arguments, stop) => { await three(arguments, stop); await Task.Delay(20, stop); return "ok"; });
        bench.Server.Round(r => Calls(r, "step", 9)).Round(r => r.Text("Done."));

        await bench.RunAsync().InTime();

        bench.Tools.MostRunning.Should().Be(3);
        bench.Outputs(1).Should().HaveCount(9);
    }

    [Theory]
    [InlineData(ToolStart.WhenProven, ToolStart.WhenProven)]
    [InlineData(ToolStart.AfterResponse, ToolStart.WhenProven)]
    [InlineData(ToolStart.WhenProven, ToolStart.AfterResponse)]
    public async Task Exclusive_call_runs_alone_in_its_order(ToolStart shared, ToolStart alone)
    {
        await using var bench = await LoopBench.StartAsync();
        bench.Tool("shared", Short, tool => tool with { Start = shared }).Tool("free", Short).Tool("alone", Short, tool => tool with { Start = alone, Exclusive = true });
        bench.Server
            .Round(r => r.Call("shared", "{}", "c1").Call("alone", "{}", "c2").Call("free", "{}", "c3").Text("One moment.").Pause(Task.Delay(100)))
            .Round(r => r.Text("Done."));

        await bench.RunAsync().InTime();

        bench.Tools.Log.Select(line => string.Join(' ', line.Split(' ')[..2])).Should().Equal(
            "start shared", "finish shared", "start alone", "finish alone", "start free", "finish free");
    }

    private static async Task<string> Short(string arguments, CancellationToken stop)
    {
        await Task.Delay(20, stop);
        return "ok";
    }

    private static void Calls(RoundScript round, string tool, int count)
    {
        for (var n = 0; n < count; n++)
        {
            round.Call(tool, $$"""{"n":{{n}}}""", $"call_{n}");
        }
    }

    /// <summary>Checks that no tool has started when text has arrived, and lets the response continue.</summary>
    private static Task<RunResult> WatchTextAsync(LoopBench bench, TaskCompletionSource gate) => ReadAsync(bench, async e =>
    {
        if (e is StreamedEvent { Step: { Effect: StepEffect.TextAppended, ItemNumber: 1 } } && !gate.Task.IsCompleted)
        {
            await Task.Delay(50);
            bench.Tools.Started.Should().BeEmpty();
            gate.TrySetResult();
        }
    });

    private static async Task<RunResult> ReadAsync(LoopBench bench, Func<RunEvent, Task> onEvent)
    {
        await foreach (var e in bench.Agent.RunAsync("Hello"))
        {
            bench.Events.Add(e);
            await onEvent(e);
        }

        return ((RunEnded)bench.Events[^1]).Result;
    }
}
