using System.CommandLine;
using System.CommandLine.Completions;
using AgenticApi.Cli;
using AgenticApi.Cli.View;

StandardOutput.Use();

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

// Alone, the tool says what it can do.
var parsed = root.Parse(args.Length > 0 ? args : ["--help"]);
var isCompletion = root.Directives.OfType<SuggestDirective>().Any(directive => parsed.GetResult(directive) is not null);
var misspelt = isCompletion ? [] : Misspelling.In(parsed, args);
if (misspelt.Count > 0 || (parsed.Errors.Count > 0 && !isCompletion))
{
    // What else is wrong follows from the misspelling.
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
        // The one first ends its tools and writes its journal, the other ends the responses that it makes: they take signals themselves.
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
    // An error of the tool itself: whoever reports it needs to know where.
    Terminal.Error($"unexpected error: {e}");
    return ExitCodes.Unreadable;
}
