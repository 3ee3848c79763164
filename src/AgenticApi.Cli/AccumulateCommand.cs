using System.CommandLine;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary><c>agentic-api accumulate</c>: one answer in, the final response out.</summary>
internal static class AccumulateCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "An event stream, WebSocket messages (one JSON event a line) or a JSON body; CASSETTE.yaml#2 is the answer of a cassette's second turn, - is standard input.", DefaultValueFactory = _ => "-" };
        var format = new Option<string>("--format") { Description = "json: the response; summary: a few lines about it.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "summary");
        var strict = new Option<bool>("--strict") { Description = "Refuse the first deviation of severity warning or worse." };
        var every = new Option<int?>("--snapshot-every") { Description = "Also print the response so far on standard error, one line each N events.", HelpName = "N" };
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is <= 0)
            {
                result.AddError("--snapshot-every takes a number of events, 1 or more.");
            }
        });

        var command = new Command("accumulate", "Fold an event stream, WebSocket messages or a JSON body into the final response.") { file, format, strict, every };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(file)!, parsed.GetValue(format) == "summary", parsed.GetValue(strict), parsed.GetValue(every), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string path, bool summary, bool strict, int? every, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = Input.Open(path);
            var results = await Accumulation.ReadAsync(
                stream, new ResponseAccumulatorOptions { Strict = strict }, every, WriteSnapshot, cancellationToken).ConfigureAwait(false);
            foreach (var result in results)
            {
                if (summary)
                {
                    Terminal.Write(Summary.Of(result));
                }
                else
                {
                    Terminal.WriteJson(result.Response.ToJson(indented: true));
                }
            }

            return results.Any(result => result.Ending == Ending.Truncated) ? ExitCodes.Truncated : ExitCodes.Read;
        }
        catch (InputException e)
        {
            Terminal.Error(e.Message);
            return ExitCodes.Usage;
        }
        catch (CassetteException e)
        {
            Terminal.Error(e.Message);
            return ExitCodes.Unreadable;
        }
        catch (Exception e) when (e is ResponseProtocolException or IOException)
        {
            Terminal.Error($"{(path == "-" ? "standard input" : path)}: {e.Message}");
            return ExitCodes.Unreadable;
        }
    }

    private static void WriteSnapshot(Response response) => Console.Error.WriteLine(VisibleText.Of(response.ToJson()));
}
