using System.CommandLine;

namespace AgenticApi.Cli;

/// <summary><c>agentic-api replay</c>: every turn of every cassette, folded, one row each.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Cassettes, or folders of cassettes.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "One JSON object a turn and line, for machines." };
        var command = new Command("replay", "Fold every turn of every cassette, and show one row each.") { paths, json };
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
