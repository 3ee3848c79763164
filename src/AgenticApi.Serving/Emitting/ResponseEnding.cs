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

    private static ResponseEnding Incomplete(string reason) => new(EventTypes.Incomplete, Statuses.Incomplete, reason);
}
