using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using AgenticApi.Cassettes;

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
        List<string> files;
        try
        {
            files = [.. paths.SelectMany(Cassette.Find)];
        }
        catch (CassetteException e)
        {
            Console.Error.WriteLine($"agentic-api: {e.Message}");
            return ExitCodes.Usage;
        }

        var rows = new List<ReplayRow>();
        var exit = ExitCodes.Read;
        foreach (var file in files)
        {
            // What cannot be read is said, and the rest is shown all the same.
            if (Try(() => Cassette.Load(file), out var cassette))
            {
                foreach (var turn in cassette.Turns)
                {
                    if (Try(() => ReplayRow.Of(cassette, turn), out var row, $"{file}: turn {turn.Name}: "))
                    {
                        rows.Add(row);
                    }
                    else
                    {
                        exit = ExitCodes.Unreadable;
                    }
                }
            }
            else
            {
                exit = ExitCodes.Unreadable;
            }
        }

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

    private static bool Try<T>(Func<T> read, [NotNullWhen(true)] out T? result, string where = "")
        where T : class
    {
        try
        {
            result = read();
            return true;
        }
        catch (Exception e) when (e is CassetteException or ResponseProtocolException)
        {
            Console.Error.WriteLine($"agentic-api: {where}{e.Message}");
            result = null;
            return false;
        }
    }
}
