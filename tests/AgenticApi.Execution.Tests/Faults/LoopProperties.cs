using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>What holds of a run whatever the server and the tools do.</summary>
public class LoopProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(80).WithEndSize(10_000);

    [Theory]
    [InlineData(Continuation.Items, false)]
    [InlineData(Continuation.Items, true)]
    [InlineData(Continuation.PreviousResponse, false)]
    public void Any_rounds_leave_each_call_answered_once_and_a_history_that_the_server_accepts(Continuation continuation, bool isBackground) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), genes =>
        {
            var rounds = genes.Take(5).Select((gene, i) => new RandomRound(gene, i, continuation == Continuation.Items)).ToList();
            var violations = RunAsync(rounds, continuation, isBackground).GetAwaiter().GetResult();
            violations.Should().BeEmpty(string.Join("\n", rounds));
        }).Check(Configuration);

    private static async Task<List<string>> RunAsync(List<RandomRound> rounds, Continuation continuation, bool isBackground)
    {
        await using var bench = await LoopBench.StartAsync(new ModelServerOptions { CheckItems = false, CheckArguments = false });
        bench.Options = bench.Options with { Continuation = continuation, MaxRecoveries = 1, Replay = ReplayPolicy.Always, StallTimeout = TimeSpan.FromMilliseconds(150), MaxConsecutiveFailedRounds = 10 };
        bench.Tool("pay").Tool("read", "ok", tool => tool with { Idempotent = true, Start = ToolStart.WhenProven })
            .Tool("slow", async (_, stop) => { await Task.Delay(15, stop); return "slow"; }, tool => tool with { Exclusive = true })
            .Tool("fails", (_, _) => throw new InvalidOperationException("It fails."))
            .Tool("stubborn", async (_, _) => { await Task.Delay(15, CancellationToken.None); return "stubborn"; });
        rounds.ForEach(round => bench.Server.Round(round.Write));
        bench.Server.Always(r => r.Text("Done."));
        var result = await bench.RunAsync(ResponseRequest.FromText("Hello") with { Background = isBackground ? true : null }).WaitAsync(TimeSpan.FromSeconds(30));

        var violations = new RunCheck(bench, result).Violations().Where(violation => !violation.StartsWith("paid", StringComparison.Ordinal)).ToList();
        violations.AddRange(bench.Tools.Repeated.Select(key => $"ran twice under one key: {key}"));
        violations.AddRange(bench.Tools.Started.Where(one => rounds.Exists(round => round.Forbids(one.Arguments, isBackground))).Select(one => $"not proven: {one}"));
        violations.AddRange(result.Usage?.TotalTokens > 15 * bench.Server.Posts ? ["usage counted twice"] : []);
        var called = result.Items.OfType<FunctionCallItem>().Select(call => call.CallId).Distinct();
        if (continuation == Continuation.Items && !called.SequenceEqual(result.Items.OfType<FunctionCallOutputItem>().Select(output => output.CallId)))
        {
            violations.Add("the outputs stand in another order than the calls");
        }

        violations.AddRange(await RunCheck.IsAcceptedAsync(bench, result));
        return violations;
    }
}
