using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts the ending of a response to a finish reason.</summary>
internal static class FinishReasons
{
    /// <summary>
    /// Returns the finish reason; null while the response is in progress. For failures, which the abstractions have no reasons for, it is the status
    /// of the protocol.
    /// </summary>
    public static ChatFinishReason? Of(AccumulatedResponse result) => result.Ending switch
    {
        Ending.InProgress => null,
        Ending.Completed => result.Response.Output.Any(AnswerText.IsCall) ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        Ending.Incomplete => result.Response.IncompleteDetails?.Reason switch
        {
            "max_output_tokens" or "length" => ChatFinishReason.Length,
            "content_filter" => ChatFinishReason.ContentFilter,
            { Length: > 0 } other => new ChatFinishReason(other),
            _ => ChatFinishReason.Length,
        },
        Ending.Truncated => new ChatFinishReason(IncompleteDetails.StreamTruncated),
        Ending.Cancelled => new ChatFinishReason(Statuses.Cancelled),
        _ => new ChatFinishReason(Statuses.Failed),
    };
}
