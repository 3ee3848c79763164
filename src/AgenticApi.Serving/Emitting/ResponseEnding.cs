namespace AgenticApi.Serving.Emitting;

/// <summary>The terminal event of a response, with its status and the reason why it is incomplete.</summary>
internal sealed record ResponseEnding(string EventType, string Status, string? IncompleteReason = null)
{
    public bool IsCompleted => Status == Statuses.Completed;

    public static ResponseEnding Of(string finishReason, ErrorDelta? error) => error is not null
        ? new(EventTypes.Failed, Statuses.Failed)
        : finishReason switch
        {
            FinishReasons.Length => Incomplete("max_output_tokens"),
            FinishReasons.ContentFilter => Incomplete("content_filter"),
            FinishReasons.Cancelled or FinishReasons.Abort => Incomplete("cancelled"),
            _ => new(EventTypes.Completed, Statuses.Completed),
        };

    /// <summary>
    /// Returns the ending of a response with an incomplete call. It is never completed, so that clients do not act on its calls.
    /// </summary>
    public ResponseEnding WithBrokenCall() => IsCompleted ? Incomplete("incomplete_tool_call") : this;

    private static ResponseEnding Incomplete(string reason) => new(EventTypes.Incomplete, Statuses.Incomplete, reason);
}
