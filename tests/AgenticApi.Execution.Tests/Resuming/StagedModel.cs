using System.Text.Json;
using AgenticApi.Execution.Tests.Server;

namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>
/// A model with three rounds: parallel calls, further parallel calls, and an answer. Its output depends on the conversation only, so that
/// repeated requests get the same answer, and calls without an output are repeated.
/// </summary>
internal static class StagedModel
{
    private static readonly (string Tool, string Call)[][] Stages =
    [
        [("look", "a"), ("pay", "b"), ("look", "c"), ("pay", "d")],
        [("pay", "e"), ("look", "f")],
    ];

    /// <summary>Makes a server answer like this.</summary>
    /// <param name="server">The server.</param>
    /// <param name="milliseconds">How long a tool takes.</param>
    /// <param name="pause">How long the model thinks between two items, so that a response is under way when its client goes.</param>
    public static ModelServer Staged(this ModelServer server, int milliseconds = 2, int pause = 2) =>
        server.Always((request, round) => Answer(server.Histories[request.Number - 1], round, milliseconds, pause));

    private static void Answer(IReadOnlyList<JsonElement> history, RoundScript round, int milliseconds, int pause)
    {
        // The first message is the id of the run.
        var run = history[0].GetProperty("content").ValueKind == JsonValueKind.String
            ? history[0].GetProperty("content").GetString()
            : history[0].GetProperty("content")[0].GetProperty("text").GetString();
        var answered = history.Where(item => item.Text("type") == "function_call_output").Select(item => item.Text("call_id")).ToHashSet();
        foreach (var stage in Stages)
        {
            var open = stage.Where(call => !answered.Contains($"{run}_{call.Call}")).ToList();
            if (open.Count == 0)
            {
                continue;
            }

            round.Reasoning(content: "Hm.");
            foreach (var (tool, call) in open)
            {
                round.Call(tool, $$"""{"call":"{{run}}_{{call}}","ms":{{milliseconds}}}""", $"{run}_{call}").Pause(Task.Delay(pause));
            }

            return;
        }

        round.Text("Done.").Pause(Task.Delay(pause));
    }
}
