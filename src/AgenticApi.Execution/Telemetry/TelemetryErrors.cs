using System.Diagnostics;

namespace AgenticApi.Execution;

/// <summary>The values of <c>error.type</c>: few, and without content.</summary>
internal static class TelemetryErrors
{
    public const string Cancelled = "cancelled";
    private const int MostCharacters = 64;

    /// <summary>Of an exception that ended a run.</summary>
    public static string Of(Exception exception) => exception.GetType().FullName ?? "_OTHER";

    /// <summary>Of a tool that failed.</summary>
    public static string Of(Exception? exception, bool isCancelled) =>
        isCancelled ? Cancelled : exception switch
        {
            null => "tool_error",
            OperationCanceledException or TimeoutException => "timeout",
            _ => Of(exception),
        };

    /// <summary>Of a run that ended; null for none.</summary>
    public static string? Of(RunResult result) => result.Outcome switch
    {
        RunOutcome.Cancelled => Cancelled,
        RunOutcome.Truncated => "truncated",
        _ => result.Response is { } response ? Of(response) ?? "failed" : "failed",
    };

    /// <summary>Of a response; null for none.</summary>
    public static string? Of(AccumulatedResponse result) => result.Ending switch
    {
        Ending.Truncated => "truncated",
        Ending.Cancelled => Cancelled,
        Ending.Failed or Ending.Errored => Plain(result.Response.Error?.Code) ?? Plain(result.Response.Error?.Type) ?? "failed",
        _ => null,
    };

    /// <summary>A server's own word where it is a short name, and not a text.</summary>
    public static string? Plain(string? word) =>
        word is { Length: > 0 and <= MostCharacters } && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? word : null;

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
