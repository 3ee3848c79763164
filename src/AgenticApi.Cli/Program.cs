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
    RunCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Terminal.Error(error.Message);
    }

    Terminal.Error("see 'agentic-api --help'");
    return ExitCodes.Usage;
}

// `run` first ends its tools and writes its journal, and `gateway` the responses that it makes: they take signals themselves.
var invocation = new InvocationConfiguration();
if (parsed.CommandResult.Command.Name is RunCommand.Name or GatewayCommand.Name)
{
    invocation.ProcessTerminationTimeout = null;
}

return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
