using System.CommandLine;
using System.Text;

namespace AgenticApi.Cli.View;

/// <summary>The command <c>agentic-api view</c>: shows cassettes as an HTML page.</summary>
internal static class ViewCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Cassettes, event streams (.sse), response bodies (.json), or folders with such files.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The output file; - for standard output.",
            DefaultValueFactory = _ => "-",
            HelpName = "FILE.html",
        };
        var command = new Command("view", "Show cassettes as an HTML page: the items and events of each turn, and the deviations at their events.")
        {
            paths, output,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(paths)!, parsed.GetValue(output)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, string output, CancellationToken cancellationToken)
    {
        var exit = ExitCodes.Read;
        if (PageFile.Refusal(output) is { } refusal)
        {
            Terminal.Error(refusal);
            return ExitCodes.Usage;
        }

        var readings = new List<CassetteReading>();
        foreach (var file in CassetteInput.Find(paths, ref exit))
        {
            readings.Add(await CassetteReading.ReadAsync(file, cancellationToken).ConfigureAwait(false));
        }

        foreach (var error in readings.SelectMany(reading => reading.Errors))
        {
            Terminal.Error(error);
            exit = ExitCodes.Unreadable;
        }

        if (!readings.Exists(reading => reading.Turns.Count > 0))
        {
            return exit;
        }

        try
        {
            PageFile.Write(output, Encoding.UTF8.GetBytes(Page.Of(readings)));
            return exit;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Error($"{output}: cannot be written: {e.Message}");
            return ExitCodes.Usage;
        }
    }
}
