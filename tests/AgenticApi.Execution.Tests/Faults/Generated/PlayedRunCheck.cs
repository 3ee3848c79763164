using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>Checks the properties of every run, independent of the server and the tools.</summary>
internal sealed class PlayedRunCheck(LoopBench bench, RunResult result, GeneratedRun run, List<PlayedRound> rounds)
{
    private bool IsItems => bench.Options.Continuation == Continuation.Items;

    /// <summary>Returns the violated properties.</summary>
    public IEnumerable<string> Violations() => [.. Ended(), .. Ran(), .. Told(), .. Accepted()];

    private IEnumerable<string> Ended()
    {
        if (run.IsSound && result.Outcome is not (RunOutcome.Completed or RunOutcome.Stopped))
        {
            yield return $"nothing failed, and it ended {result.Outcome}";
        }

        if (result.Outcome == RunOutcome.Waiting)
        {
            yield return "it still waits after all decisions";
        }

        if (result.Usage?.TotalTokens > 15 * bench.Server.Posts)
        {
            yield return "usage counted twice";
        }
    }

    /// <summary>Nothing started that was not proven, nothing twice, and no tool outlives its run unless it is named.</summary>
    private IEnumerable<string> Ran()
    {
        foreach (var one in bench.Tools.Started.Where(one => !rounds.Exists(round => round.Permits(one.Arguments))))
        {
            yield return $"not proven: {one.Tool} {one.Arguments}";
        }

        foreach (var key in bench.Tools.Started.Where(one => one.Tool != "note").GroupBy(one => one.Key).Where(group => group.Count() > 1))
        {
            yield return $"ran {key.Count()} times under one key: {string.Join(", ", key)}";
        }

        foreach (var key in bench.Events.OfType<CallStarted>().GroupBy(e => e.Call.Key).Where(group => group.Count() > 1))
        {
            yield return $"started twice: {key.Key}";
        }

        if (bench.Tools.Running > result.StillRunning.Count)
        {
            yield return "a tool outlives the run, and is not named";
        }
    }

    /// <summary>Each call has one output, that of its execution, and each execution is in the conversation.</summary>
    private IEnumerable<string> Told()
    {
        var finished = bench.Events.OfType<CallFinished>().Select(e => e.Call.Key).ToList();
        foreach (var key in finished.GroupBy(key => key).Where(group => group.Count() > 1))
        {
            yield return $"answered {key.Count()} times: {key.Key}";
        }

        foreach (var started in bench.Events.OfType<CallStarted>().Where(e => !finished.Contains(e.Call.Key)))
        {
            yield return $"never answered: {started.Call.Key} {started.Call.Arguments}";
        }

        foreach (var wrong in HistoryCheck.Violations([.. result.Items.Select(item => item.Json)]))
        {
            yield return $"the result: {wrong}";
        }

        if (IsItems)
        {
            // An idempotent tool may have run for a call that the end of the response replaced.
            var told = result.Items.Select(item => item.Json).Select(item => item.Text("arguments") ?? item.Text("input")).ToHashSet();
            foreach (var one in bench.Tools.Started.Where(one => one.Tool is not ("read" or "soon") && !told.Contains(one.Arguments)))
            {
                yield return $"it ran, and the conversation does not say so: {one.Tool} {one.Arguments}";
            }
        }
    }

    /// <summary>The server refused nothing, and each history that it took has its outputs in order.</summary>
    private IEnumerable<string> Accepted()
    {
        foreach (var refusal in bench.Server.Refusals.Where(refusal => refusal.Status == 400 && !refusal.Message.Contains("not persisted", StringComparison.Ordinal)))
        {
            yield return $"refused: {refusal.Message}";
        }

        for (var i = 0; i < bench.Server.Histories.Count; i++)
        {
            foreach (var wrong in HistoryCheck.Violations(bench.Server.Histories[i]))
            {
                yield return $"request {i + 1}: {wrong}";
            }
        }
    }
}
