using System.CommandLine;
using System.CommandLine.Completions;
using AgenticApi.Cli;
using AgenticApi.Cli.View;

StandardOutput.Use();

var root = new RootCommand("Inspects, records, replays and serves conversations with Responses API servers, and runs agents whose tools are programs.")
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

// Without arguments, the tool prints its help.
var parsed = root.Parse(args.Length > 0 ? args : ["--help"]);
var isCompletion = root.Directives.OfType<SuggestDirective>().Any(directive => parsed.GetResult(directive) is not null);
var misspelt = isCompletion ? [] : Misspelling.In(parsed, args);
if (misspelt.Count > 0 || (parsed.Errors.Count > 0 && !isCompletion))
{
    // Other errors are consequences of the misspelling.
    foreach (var message in misspelt.Count > 0 ? misspelt : parsed.Errors.Select(error => error.Message))
    {
        Terminal.Error(message);
    }

    Terminal.Error($"see '{Misspelling.PathOf(parsed)} --help'");
    return ExitCodes.Usage;
}

var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
switch (parsed.CommandResult.Command.Name)
{
    case RunCommand.Name or GatewayCommand.Name:
        // These commands handle signals themselves: run kills its tools and writes its journal, gateway ends its responses.
        invocation.ProcessTerminationTimeout = null;
        break;
    case RecordCommand.Name:
        invocation.ProcessTerminationTimeout = RecordCommand.EndTimeout;
        break;
}

try
{
    return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
}
catch (OutputException e)
{
    Terminal.Error(e.Message);
    return ExitCodes.Unreadable;
}
catch (OperationCanceledException)
{
    Terminal.Error("cancelled");
    return ExitCodes.Cancelled;
}
catch (Exception e)
{
    // A bug in the tool: the user needs the stack trace to report it.
    Terminal.Error($"unexpected error: {e}");
    return ExitCodes.Unreadable;
}
