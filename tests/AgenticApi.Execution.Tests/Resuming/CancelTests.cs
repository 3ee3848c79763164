using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>A run that is cancelled at any point leaves a conversation that the server accepts, and a journal that can be resumed.</summary>
public class CancelTests
{
    [Theory]
    [InlineData(Continuation.Items, null)]
    [InlineData(Continuation.Items, false)]
    [InlineData(Continuation.PreviousResponse, null)]
    [InlineData(Continuation.Conversation, null)]
    public async Task Run_cancelled_at_any_event_can_be_continued_and_resumed(Continuation continuation, bool? store)
    {
        for (var at = 0; ; at++)
        {
            await using var bench = await ResumeBench.StartAsync(continuation);
            var request = ResumeBench.Request(store) with { Conversation = continuation == Continuation.Conversation ? "conv_1" : null };
            var result = await CancelAsync(bench, request, at);
            if (bench.Events.Count <= at)
            {
                result.Outcome.Should().Be(RunOutcome.Completed);
                at.Should().BeGreaterThan(40, "each event was one to cancel at");
                return;
            }

            var because = $"it was cancelled at event {at} ({bench.Events[at].GetType().Name})";
            bench.Tools.Running.Should().Be(0, because);
            if (result.Outcome == RunOutcome.Completed)
            {
                continue;
            }

            result.Outcome.Should().Be(RunOutcome.Cancelled, because);
            CheckOutputs(bench, because);
            var other = new Agent(bench.Endpoint, "scripted") { Options = new AgentOptions { MaxRounds = 1 } };
            await other.RunAsync(ResponseRequest.FromItems([.. result.Items, MessageItem.User("Go on.")]) with { Store = store }).ToEndAsync();
            bench.Server.Refusals.Should().BeEmpty(because);

            result = await bench.ResumeToEndAsync(pending => RunDecision.Answer(pending, ToolOutput.FromText("paid")), store);

            result.Outcome.Should().Be(RunOutcome.Completed, because);
            result.Text.Should().Be("Done.", because);
            bench.Server.Refusals.Where(refusal => refusal.Status == 400).Should().BeEmpty(because);
            bench.Tools.Repeated.Should().BeEmpty("what was started has an output: " + because);
        }
    }

    [Fact]
    public async Task Tool_that_ignores_its_token_is_named_and_writes_nothing_when_the_run_is_over()
    {
        await using var bench = await ResumeBench.StartAsync();
        var (gate, stop) = (new TaskCompletionSource(), new CancellationTokenSource());
        bench.Declared.Clear();
        bench.Options = bench.Options with { Grace = TimeSpan.FromMilliseconds(50) };
        bench.Tool("look", async (_, _) => { await gate.Task; return "late"; }, tool => tool with { Idempotent = true }).Tool("pay", async (_, _) => { await gate.Task; return "late"; });
        var run = bench.ReadAsync(bench.Agent.RunAsync(ResumeBench.Request(null), ResumeBench.RunId, stop.Token));
        await bench.Tools.HasStarted(4);

        await stop.CancelAsync();
        var result = await run;
        var records = bench.Records().Count;
        gate.SetResult();
        await Task.Delay(50);

        result.Outcome.Should().Be(RunOutcome.Cancelled);
        result.StillRunning.Should().HaveCount(4);
        bench.Records().Should().HaveCount(records);
        bench.Records()[^1].Kind().Should().Be("end");
        (await bench.ResumeToEndAsync(pending => throw new InvalidOperationException())).Outcome.Should().Be(RunOutcome.Completed);
        bench.Server.Refusals.Should().BeEmpty();
    }

    private static async Task<RunResult> CancelAsync(LoopBench bench, ResponseRequest request, int at)
    {
        using var cancel = new CancellationTokenSource();
        RunResult? result = null;
        await foreach (var e in bench.Agent.RunAsync(request, ResumeBench.RunId, cancel.Token))
        {
            if (bench.Events.Count == at)
            {
                await cancel.CancelAsync();
            }

            bench.Events.Add(e);
            result = (e as RunEnded)?.Result;
        }

        return result!;
    }

    private static void CheckOutputs(LoopBench bench, string because)
    {
        var records = bench.Records();
        var started = records.Where(record => record.Kind() == "call").Select(ResumeBench.CallId);
        started.Except(records.Where(record => record.Kind() == "output").Select(ResumeBench.CallId)).Should().BeEmpty(because);
        records[^1].Kind().Should().Be("end", because);
    }
}
