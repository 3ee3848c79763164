using System.CommandLine;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>The command <c>agentic-api accumulate</c>: reads an answer and prints the final response.</summary>
internal static class AccumulateCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "An event stream, WebSocket messages (one JSON event per line) or a JSON body. "
                + "CASSETTE.yaml#2 reads the answer of the cassette's second turn, - reads standard input.",
            DefaultValueFactory = _ => "-",
        };
        var format = new Option<string>("--format")
        {
            Description = "The output: json (the response) or summary (a few lines about it).",
            DefaultValueFactory = _ => "json",
        };
        format.AcceptOnlyFromAmong("json", "summary");
        var strict = new Option<bool>("--strict") { Description = "Reject the first deviation of severity warning or error." };
        var every = new Option<int?>("--snapshot-every")
        {
            Description = "Also print the response so far to standard error, one line every N events.",
            HelpName = "N",
        };
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is <= 0)
            {
                result.AddError("--snapshot-every takes a number of events, 1 or more.");
            }
        });

        var command = new Command("accumulate", "Read an event stream, WebSocket messages or a JSON body, and print the final response.")
        {
            file, format, strict, every,
        };
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
