using System.CommandLine;
using AgenticApi.Cli;
using AgenticApi.Cli.View;

var root = new RootCommand("Folds, replays and inspects the streams of Responses API servers.")
{
    AccumulateCommand.Create(),
    ReplayCommand.Create(),
    LintCommand.Create(),
    RecordCommand.Create(),
    ServeCommand.Create(),
    ViewCommand.Create(),
    GatewayCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"agentic-api: {error.Message}");
    }

    Console.Error.WriteLine("agentic-api: see 'agentic-api --help'");
    return ExitCodes.Usage;
}

return await parsed.InvokeAsync().ConfigureAwait(false);
