using System.Diagnostics;

namespace AgenticApi.Execution;

/// <summary>Returns the values of <c>error.type</c>: a small set, without content.</summary>
internal static class TelemetryErrors
{
    public const string Cancelled = "cancelled";
    private const int MaxLength = 64;

    /// <summary>Returns the error of an exception that ended a run.</summary>
    public static string Of(Exception exception) => exception.GetType().FullName ?? "_OTHER";

    /// <summary>Returns the error of a failed tool.</summary>
    public static string Of(Exception? exception, bool isCancelled) =>
        isCancelled ? Cancelled : exception switch
        {
            null => "tool_error",
            OperationCanceledException or TimeoutException => "timeout",
            _ => Of(exception),
        };

    /// <summary>Returns the error of a run that has ended; null for none.</summary>
    public static string? Of(RunResult result) => result.Outcome switch
    {
        RunOutcome.Cancelled => Cancelled,
        RunOutcome.Truncated => "truncated",
        _ => result.Response is { } response ? Of(response) ?? "failed" : "failed",
    };

    /// <summary>Returns the error of a response; null for none.</summary>
    public static string? Of(AccumulatedResponse result) => result.Ending switch
    {
        Ending.Truncated => "truncated",
        Ending.Cancelled => Cancelled,
        Ending.Failed or Ending.Errored => Plain(result.Response.Error?.Code) ?? Plain(result.Response.Error?.Type) ?? "failed",
        _ => null,
    };

    /// <summary>Returns a word of the server if it is a short name; null if it may be text.</summary>
    public static string? Plain(string? word) =>
        word is { Length: > 0 and <= MaxLength } && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? word : null;

    /// <summary>Marks a span as failed.</summary>
    public static void Mark(Activity? span, string? error)
    {
        if (error is not null && span is not null)
        {
            span.SetTag(TelemetryNames.ErrorType, error);
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
