using Microsoft.Extensions.Logging;

namespace AgenticApi.Execution;

/// <summary>The log messages of runs. They contain no content.</summary>
internal static partial class RunLogging
{
    [LoggerMessage(1, LogLevel.Information, "Run {RunId} begins. Resumed: {IsResumed}.")]
    public static partial void RunBegins(ILogger logger, string runId, bool isResumed);

    [LoggerMessage(2, LogLevel.Information, "Run {RunId} ended as {Outcome} after {Rounds} rounds, {Milliseconds} ms.")]
    public static partial void RunEnds(ILogger logger, string runId, RunOutcome outcome, int rounds, double milliseconds);

    [LoggerMessage(3, LogLevel.Error, "Run {RunId} cannot continue in this process: {ErrorType}.")]
    public static partial void RunFails(ILogger logger, string runId, string errorType, Exception? exception);

    [LoggerMessage(4, LogLevel.Debug, "Run {RunId}: round {Round} begins.")]
    public static partial void RoundBegins(ILogger logger, string runId, int round);

    [LoggerMessage(5, LogLevel.Debug, "Run {RunId}: the response of round {Round} ended as {Ending} after {Milliseconds} ms.")]
    public static partial void RoundEnds(ILogger logger, string runId, int round, Ending ending, double milliseconds);

    [LoggerMessage(6, LogLevel.Warning, "Run {RunId}: round {Round} recovers: {Recovery}.")]
    public static partial void Recovers(ILogger logger, string runId, int round, Recovery recovery);

    [LoggerMessage(7, LogLevel.Debug, "Run {RunId}: call {Round}/{Position} of tool {Tool} starts.")]
    public static partial void CallStarts(ILogger logger, string runId, int round, int position, string tool);

    [LoggerMessage(8, LogLevel.Debug, "Run {RunId}: call {Round}/{Position} of tool {Tool} finished after {Milliseconds} ms.")]
    public static partial void CallEnds(ILogger logger, string runId, int round, int position, string tool, double milliseconds);

    [LoggerMessage(9, LogLevel.Warning, "Run {RunId}: call {Round}/{Position} of tool {Tool} failed after {Milliseconds} ms: {ErrorType}.")]
    public static partial void CallFails(ILogger logger, string runId, int round, int position, string tool, double milliseconds, string errorType, Exception? exception);

    [LoggerMessage(10, LogLevel.Information, "Run {RunId}: call {Round}/{Position} of tool {Tool} waits: {Reason}.")]
    public static partial void CallWaits(ILogger logger, string runId, int round, int position, string tool, PendingReason reason);

    [LoggerMessage(11, LogLevel.Warning, "Run {RunId} reached a limit: {Reason}.")]
    public static partial void LimitReached(ILogger logger, string runId, StopReason reason);

    [LoggerMessage(12, LogLevel.Warning, "Run {RunId}: the tool {Tool} of call {Round}/{Position} was cancelled and still runs.")]
    public static partial void ToolStillRuns(ILogger logger, string runId, int round, int position, string tool);
}
