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

var invocation = new InvocationConfiguration();
switch (parsed.CommandResult.Command.Name)
{
    case RunCommand.Name or GatewayCommand.Name:
        // The one first ends its tools and writes its journal, the other ends the responses that it makes: they take signals themselves.
        invocation.ProcessTerminationTimeout = null;
        break;
    case RecordCommand.Name:
        invocation.ProcessTerminationTimeout = RecordCommand.EndTimeout;
        break;
}

return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
