namespace AgenticApi.Serving.Emitting;

/// <summary>How a response ends: what the terminal event says.</summary>
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

    /// <summary>The ending of a response with a call that is not whole: who acts on its calls must not take it for completed.</summary>
    public ResponseEnding WithBrokenCall() => IsCompleted ? Incomplete("incomplete_tool_call") : this;

    private static ResponseEnding Incomplete(string reason) => new(EventTypes.Incomplete, Statuses.Incomplete, reason);
}
