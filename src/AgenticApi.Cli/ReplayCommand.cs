using System.CommandLine;

namespace AgenticApi.Cli;

/// <summary>The command <c>agentic-api replay</c>: prints a row for each turn of each cassette.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Cassettes, or folders of cassettes.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print one JSON object per line, for each turn." };
        var command = new Command("replay", "Read the turns of cassettes, and print a row for each: items, tool calls, ending, deviations.") { paths, json };
        command.SetAction(parsed => Run(parsed.GetValue(paths)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(string[] paths, bool json)
    {
        var rows = FoldedTurn.ReadAll(paths, out var exit).Select(ReplayRow.Of).ToList();
        if (json)
        {
            ReplayTable.WriteJson(rows);
        }
        else if (rows.Count > 0)
        {
            ReplayTable.Write(rows);
        }

        return exit;
    }
}
