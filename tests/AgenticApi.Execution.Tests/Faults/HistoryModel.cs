using System.Text.Json;
using AgenticApi.Execution.Tests.Running;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Faults;

/// <summary>A model that calls what its history has no output for: two tools, two more, and then it answers.</summary>
internal sealed class HistoryModel(LoopBench bench)
{
    public const string Answer = "All is paid.";

    private static readonly (string Tool, int N)[][] Plan = [[("read", 1), ("pay", 1)], [("pay", 2), ("read", 2)]];

    /// <summary>Adds the tools: <c>read</c> is idempotent, <c>pay</c> is not.</summary>
    public static void AddTools(LoopBench bench) => bench.Tool("read", "read", tool => tool with { Idempotent = true }).Tool("pay", "paid");

    /// <summary>Returns the model's answer to a request.</summary>
    public void Write(ServedRequest request, RoundScript round)
    {
        var answered = Answered(bench.Server.Histories[request.Number - 1]);
        round.Pieces(1);
        foreach (var calls in Plan)
        {
            var open = calls.Where(call => !answered.Contains($"{call.Tool}_{call.N}")).ToList();
            if (open.Count == 0)
            {
                continue;
            }

            round.Reasoning("Hm.");
            var started = bench.Tools.Started.Count;
            foreach (var (tool, n) in open)
            {
                round.Call(tool, $$"""{"n":{{n}}}""", $"{tool}_{n}");

                // The tool of the call before has the time to start.
                round.Pause(Task.WhenAny(bench.Tools.HasStarted(++started), Task.Delay(20)));
            }

            round.Text("One moment.");
            round.Pause(Task.WhenAny(bench.Tools.HasStarted(started), Task.Delay(20)));
            return;
        }

        round.Text(Answer);
    }

    private static HashSet<string> Answered(IReadOnlyList<JsonElement> history) =>
        [.. history.Where(item => item.Text("type") == "function_call_output").Select(item => item.Text("call_id")!)];
}
