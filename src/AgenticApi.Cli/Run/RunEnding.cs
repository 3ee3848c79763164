using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>Reports the end of a run: in the exit code, and to standard error if the run did not complete.</summary>
internal static class RunEnding
{
    private const int MaxMessage = 1000;

    /// <summary>Reports the result of a run.</summary>
    /// <param name="result">The result.</param>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="wasStopped">Whether a signal stopped the run.</param>
    /// <returns>The exit code.</returns>
    public static int Report(RunResult result, RunSettings settings, bool wasStopped)
    {
        foreach (var call in result.StillRunning)
        {
            Terminal.Error($"{CallText.Of(call)} is still running");
        }

        if (result.Outcome == RunOutcome.Completed)
        {
            return ExitCodes.Completed;
        }

        Terminal.Error($"{ReasonOf(result, wasStopped, settings.Key)}; {ResumingOf(result, settings)}");
        return result.Outcome switch
        {
            RunOutcome.Waiting => ExitCodes.Waiting,
            RunOutcome.Stopped => ExitCodes.Stopped,
            RunOutcome.Incomplete or RunOutcome.Truncated => ExitCodes.Truncated,
            RunOutcome.Cancelled when wasStopped => ExitCodes.Cancelled,
            _ => ExitCodes.Failed,
        };
    }

    private static string ReasonOf(RunResult result, bool wasStopped, string? key) => result.Outcome switch
    {
        RunOutcome.Waiting => result.Pending.Count == 1 ? "a call waits" : $"{result.Pending.Count} calls wait",
        RunOutcome.Stopped => $"stopped at a limit ({Wire.Name(result.StopReason)})",
        RunOutcome.Incomplete => $"the response is incomplete ({result.Response?.Response.IncompleteDetails?.Reason ?? "no reason given"})",
        RunOutcome.Truncated => "the stream ended early",
        RunOutcome.Cancelled => wasStopped ? "cancelled" : "the server cancelled the response",
        _ => result.Response?.Response.Error is { } error ? $"the server failed: {Message(error, key)}" : "the server failed",
    };

    /// <summary>Formats the server's message without the key. Some servers repeat a key that they refuse.</summary>
    private static string Message(ResponseError error, string? key)
    {
        var text = $"{error.Code ?? "no code"}: {error.Message}";
        return CallText.Line(key is null ? text : text.Replace(key, "(key)", StringComparison.Ordinal), MaxMessage).TrimEnd('.');
    }

    private static string ResumingOf(RunResult result, RunSettings settings)
    {
        if (result.Outcome is RunOutcome.Failed or RunOutcome.Incomplete)
        {
            return "the run has ended, start a new one";
        }

        if (settings.JournalFolder is null)
        {
            return "without --journal the run cannot be resumed";
        }

        var approvals = result.Pending
            .Where(static pending => pending.Reason != PendingReason.Caller)
            .Select(static pending => $"--approve {pending.Call.Name}")
            .Distinct(StringComparer.Ordinal);
        var answers = result.Pending
            .Where(static pending => pending.Reason == PendingReason.Caller)
            .Select(static pending => $"{GivenAnswers.Option} {GivenAnswers.NameOf(pending.Call.Key)}=FILE");
        return $"resume with the same options and {string.Join(' ', ["--resume", result.RunId, .. approvals, .. answers])}";
    }
}
