using System.CommandLine;
using System.Net.Http.Headers;
using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>The command <c>agentic-api run</c>: runs an agent whose tools are programs, until the model has answered.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    public static Command Create()
    {
        var options = new RunOptions();
        var command = new Command(
            Name,
            "Run an agent whose tools are programs, until the model has answered. "
                + "The text of the model is printed to standard output, and a line for each call to standard error.");
        options.AddTo(command);
        command.SetAction(parsed => Outcome.OfAsync(() => RunAsync(options, parsed)));
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options, ParseResult parsed)
    {
        var processes = new ToolProcesses();
        var settings = options.Settings(parsed, processes);
        using var signals = new StopSignals(processes.EndAll);
        // Models can think for a long time, and the user can stop the run.
        using var client = new HttpClient { BaseAddress = settings.BaseUrl, Timeout = Timeout.InfiniteTimeSpan };
        if (settings.Key is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.Key);
        }

        try
        {
            IRunView view = settings.Json ? new JsonView() : new TextView();
            return await new RunSession(settings, client, view, signals.Stop).RunAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            Terminal.Error("cancelled");
            return ExitCodes.Cancelled;
        }
        catch (Exception e) when (e is RunTakenException or RunDataException or InvalidOperationException or UnauthorizedAccessException)
        {
            Terminal.Error(e.Message);
            return ExitCodes.Failed;
        }
    }
}
