using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>Runs an agent against a generated server to its end. Calls in doubt are refused.</summary>
internal static class PlayedRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs it.</summary>
    /// <returns>The violated properties.</returns>
    public static async Task<IReadOnlyList<string>> ViolationsAsync(GeneratedRun run, Continuation continuation, bool isBackground, bool isStored)
    {
        await using var bench = await LoopBench.StartAsync(new ModelServerOptions { CheckItems = false, CheckArguments = false });
        bench.Journal = new InMemoryRunJournal();
        bench.Options = bench.Options with
        {
            Continuation = continuation,
            MaxRecoveries = 1,

            // A response that continues without its client has ended when it is read for the second time.
            PollInterval = TimeSpan.FromMilliseconds(100),
            Replay = ReplayPolicy.Always,

            // Else a busy machine would stall.
            StallTimeout = run.Rounds.Any(round => round.Fault == AnswerFault.Stall) ? TimeSpan.FromSeconds(1) : Limit,
            MaxConsecutiveFailedRounds = 10,
        };
        PlayedTools.AddTo(bench);
        var rounds = PlayedRound.All(run);
        rounds.ForEach(round => bench.Server.Round(round.Write));
        bench.Server.Always(script => script.Text("Done."));
        try
        {
            var request = ResponseRequest.FromText("Hello") with
            {
                Background = isBackground ? true : null,
                Store = isStored ? null : false,
                Conversation = continuation == Continuation.Conversation ? "conv_1" : null,
            };
            var result = await RunAsync(bench, request).WaitAsync(Limit);
            List<string> violations = [.. new PlayedRunCheck(bench, result, run, rounds).Violations()];
            return [.. violations, .. await RunCheck.IsAcceptedAsync(bench, result).WaitAsync(Limit)];
        }
        catch (Exception e)
        {
            return [$"{e.GetType().Name}: {e.Message}\n{e.StackTrace}"];
        }
    }

    private static async Task<RunResult> RunAsync(LoopBench bench, ResponseRequest request)
    {
        var agent = bench.Agent;
        var result = await bench.ReadAsync(agent.RunAsync(request));
        var running = result.StillRunning;
        for (var i = 0; i < 10 && result.Outcome == RunOutcome.Waiting; i++)
        {
            result = await bench.ReadAsync(agent.ResumeAsync(result.RunId, [.. result.Pending.Select(pending => RunDecision.Refuse(pending, "Not again."))], request));
            running = [.. running, .. result.StillRunning];
        }

        return result with { StillRunning = running };
    }
}
