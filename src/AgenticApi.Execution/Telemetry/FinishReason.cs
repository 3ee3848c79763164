namespace AgenticApi.Execution;

/// <summary>Returns the finish reason of a response in the terms of the conventions.</summary>
internal static class FinishReason
{
    public static string Of(AccumulatedResponse result) => result.Ending switch
    {
        Ending.Completed => result.Response.Output.Any(RoundCall.IsCall) ? "tool_call" : "stop",
        Ending.Incomplete => OfIncomplete(result.Response.IncompleteDetails?.Reason),
        _ => "error",
    };

    private static string OfIncomplete(string? reason) =>
        reason == "max_output_tokens" ? "length" : TelemetryErrors.Plain(reason) ?? "length";
}
