using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace AgenticApi.Cli;

/// <summary>The command <c>agentic-api lint</c>: lists the deviations of each server from the protocol.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Cassettes, event streams (.sse) and bodies (.json), or folders of them.",
            Arity = ArgumentArity.OneOrMore,
        };
        var summary = new Option<bool>("--summary") { Description = "Print only the table, without a line for each deviation." };
        var command = new Command("lint", "List the deviations from the protocol of each turn, and count the turns per kind and server.") { paths, summary };
        command.SetAction(parsed => Run(parsed.GetValue(paths)!, parsed.GetValue(summary)));
        return command;
    }

    private static int Run(string[] paths, bool summary)
    {
        var turns = FoldedTurn.ReadAll(paths, out var exit);
        if (turns.Count == 0)
        {
            return exit;
        }

        if (!summary)
        {
            WriteEach(turns);
        }

        Terminal.Write(Table(turns));
        var hasError = turns.Any(turn => turn.Result.Deviations.Any(deviation => deviation.Severity == DeviationSeverity.Error));
        return hasError ? ExitCodes.Unreadable : exit;
    }

    private static void WriteEach(IReadOnlyList<FoldedTurn> turns)
    {
        foreach (var (cassette, turn, result) in turns)
        {
            foreach (var deviation in result.Deviations)
            {
                var severity = Wire.Name(deviation.Severity);
                Terminal.Write(VisibleText.InLine(
                    $"{cassette.Path}: {turn.Name}: {severity}: {deviation.Kind}{Summary.Place(deviation)}: {deviation.Action}"));
            }
        }
    }

    /// <summary>Creates a table with a column per server and a row per kind. A cell counts the turns of the server with a deviation of the kind.</summary>
    private static Table Table(IReadOnlyList<FoldedTurn> turns)
    {
        var servers = turns.GroupBy(ServerName.Of).OrderBy(server => server.Key, StringComparer.Ordinal).ToList();
        var table = new Table().Border(TableBorder.Markdown).AddColumn("deviation").AddColumn("worst");
        foreach (var server in servers)
        {
            table.AddColumn(new TableColumn(Markup.Escape(VisibleText.InLine(server.Key))).RightAligned());
        }

        table.AddRow([new Text("(turns)"), new Text(""), .. servers.Select(server => Number(server.Count()))]);
        var kinds = turns.SelectMany(turn => turn.Result.Deviations).GroupBy(deviation => deviation.Kind).OrderBy(kind => kind.Key);
        foreach (var kind in kinds)
        {
            table.AddRow(
            [
                new Text(kind.Key.ToString()), new Text(Wire.Name(kind.Max(deviation => deviation.Severity))),
                .. servers.Select(server => Number(server.Count(turn => turn.Result.Deviations.Any(deviation => deviation.Kind == kind.Key)))),
            ]);
        }

        return table;
    }

    private static Text Number(int number) => new(number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture));
}
