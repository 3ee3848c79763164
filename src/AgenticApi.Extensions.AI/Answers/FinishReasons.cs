using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Why a response ended.</summary>
internal static class FinishReasons
{
    /// <summary>The reason; null while the response is in progress. The abstractions have no names for failures: they are those of the protocol.</summary>
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
