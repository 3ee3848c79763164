using System.Collections.Concurrent;
using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;
using Xunit.Abstractions;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>What holds of a run whatever the server and the tools do.</summary>
public class LoopProperties(ITestOutputHelper output)
{
    private const int Runs = 120;

    [Theory]
    [InlineData(Continuation.Items, false)]
    [InlineData(Continuation.Items, true)]
    [InlineData(Continuation.PreviousResponse, false)]
    public async Task Any_rounds_leave_each_call_answered_once_and_a_history_that_the_server_accepts(Continuation continuation, bool isBackground)
    {
        var found = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Runs), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (seed, _) =>
        {
            if (found.Count < 3 && await ShrunkAsync(seed, continuation, isBackground) is { } violation)
            {
                found.Add(violation);
            }
        });

        output.WriteLine($"{Runs} runs, {found.Count} violations");
        found.Should().BeEmpty();
    }

    /// <summary>Runs what a seed says; where something does not hold, leaves out rounds as long as it does not hold without them.</summary>
    private static async Task<string?> ShrunkAsync(int seed, Continuation continuation, bool isBackground)
    {
        var random = new Random(seed);
        List<RandomRound> rounds = [.. Enumerable.Range(0, random.Next(1, 6)).Select(i => new RandomRound(random.Next(), i, continuation == Continuation.Items))];
        var violations = await RunAsync(rounds, continuation, isBackground);
        if (violations.Count == 0)
        {
            return null;
        }

        for (var i = 0; i < rounds.Count;)
        {
            List<RandomRound> fewer = [.. rounds.Where((_, at) => at != i)];
            var still = await RunAsync(fewer, continuation, isBackground);
            (rounds, violations, i) = still.Count > 0 ? (fewer, still, i) : (rounds, violations, i + 1);
        }

        return $"seed {seed}: {string.Join("; ", violations)} in\n{string.Join("\n", rounds)}\n";
    }

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
        RunResult result;
        try
        {
            result = await bench.RunAsync(ResponseRequest.FromText("Hello") with { Background = isBackground ? true : null }).WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception e)
        {
            return [$"{e.GetType().Name}: {e.Message}"];
        }

        var violations = new RunCheck(bench, result).Violations().Where(violation => !violation.StartsWith("paid", StringComparison.Ordinal)).ToList();
        violations.AddRange(bench.Tools.Repeated.Select(key => $"ran twice under one key: {key}"));
        violations.AddRange(bench.Tools.Started.Where(one => rounds.Exists(round => round.Forbids(one.Arguments))).Select(one => $"not proven: {one}"));
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
