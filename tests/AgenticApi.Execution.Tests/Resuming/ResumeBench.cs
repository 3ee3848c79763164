using System.Text.Json;
using AgenticApi.Execution.Tests.Running;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>The shared set-up of tests of resuming: the staged run, and the content of the journal.</summary>
internal static class ResumeBench
{
    public const string RunId = "run_1";

    public static async Task<LoopBench> StartAsync(Continuation continuation = Continuation.Items)
    {
        var bench = await LoopBench.StartAsync();
        bench.Server.Staged();
        bench.Tool("look", Slowly, tool => tool with { Idempotent = true }).Tool("pay", Slowly);
        bench.Journal = new InMemoryRunJournal();
        bench.Options = bench.Options with { Continuation = continuation, Replay = ReplayPolicy.Always };
        return bench;

        static async Task<string> Slowly(string arguments, CancellationToken stop)
        {
            await Task.Delay(2, stop);
            return "done";
        }
    }

    public static ResponseRequest Request(bool? store) => ResponseRequest.FromText(RunId) with { Store = store };

    /// <summary>Resumes, decides about every call that waits, and resumes again, up to the end.</summary>
    public static async Task<RunResult> ResumeToEndAsync(this LoopBench bench, Func<PendingCall, RunDecision> decide, bool? store = null)
    {
        RunDecision[] decisions = [];
        for (var turns = 0; turns < 20; turns++)
        {
            var result = await bench.ReadAsync(bench.Agent.ResumeAsync(RunId, decisions, new ResponseRequest { Store = store }));
            if (result.Outcome != RunOutcome.Waiting)
            {
                return result;
            }

            decisions = [.. result.Pending.Select(decide)];
        }

        throw new InvalidOperationException("The run waits for ever.");
    }

    public static IReadOnlyList<JsonElement> Records(this LoopBench bench) => [.. RunSnapshot.Read(((InMemoryRunJournal)bench.Journal!).Save(RunId)).Select(record => record.Json)];

    public static string Kind(this JsonElement record) => record.GetProperty("kind").GetString()!;

    /// <summary>The call that a record speaks of, by the name that the model gave it.</summary>
    public static string CallId(this JsonElement record) => record.GetProperty("item").GetProperty("call_id").GetString()!;

    /// <summary>The executions of each call, by the name that the model gave it.</summary>
    public static ILookup<string, Server.Execution> ByCall(this IEnumerable<Server.Execution> executions) =>
        executions.ToLookup(execution => JsonElement.Parse(execution.Arguments).GetProperty("call").GetString()!);
}
