using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>Checks the properties of every run after any fault.</summary>
internal sealed class RunCheck(LoopBench bench, RunResult result)
{
    /// <summary>Returns the violated properties.</summary>
    public IEnumerable<string> Violations()
    {
        foreach (var refusal in bench.Server.Refusals.Where(refusal => refusal.Status == 400 && !refusal.Message.Contains("not persisted", StringComparison.Ordinal)))
        {
            yield return $"refused: {refusal.Message}";
        }

        foreach (var twice in bench.Tools.Started.Where(one => one.Tool == "pay").GroupBy(one => one.Arguments).Where(group => group.Count() > 1))
        {
            yield return $"paid {twice.Count()} times: {twice.Key} under {string.Join(", ", twice.Select(one => one.Key))}";
        }

        foreach (var key in bench.Tools.Started.GroupBy(one => one.Key).Where(group => group.Select(one => one.Arguments).Distinct().Count() > 1))
        {
            yield return $"one key for different calls: {key.Key}";
        }

        if (bench.Tools.Running > 0)
        {
            yield return "a tool outlives the run";
        }

        var calls = result.Items.OfType<FunctionCallItem>().GroupBy(call => call.CallId).ToDictionary(group => group.Key, group => group.Count());
        var outputs = result.Items.OfType<FunctionCallOutputItem>().GroupBy(output => output.CallId).ToDictionary(group => group.Key, group => group.Count());
        if (!calls.Keys.ToHashSet().SetEquals(outputs.Keys) || outputs.Any(output => output.Value > calls[output.Key]))
        {
            yield return $"the calls {string.Join(", ", calls)} have the outputs {string.Join(", ", outputs)}";
        }
    }

    /// <summary>Sends the items of a result as the input of another request.</summary>
    /// <returns>Why the server refuses them.</returns>
    public static async Task<IEnumerable<string>> IsAcceptedAsync(LoopBench bench, RunResult result)
    {
        var before = bench.Server.Refusals.Count;
        bench.Options = bench.Options with { Continuation = Continuation.Items };
        bench.Server.Always(r => r.Text("Done."));
        var next = await bench.RunAsync(ResponseRequest.FromItems([.. result.Items, MessageItem.User("Go on.")]));
        return [.. bench.Server.Refusals.Skip(before).Where(refusal => refusal.Status == 400 && next.Outcome != RunOutcome.Completed).Select(refusal => $"not accepted: {refusal.Message}")];
    }
}
