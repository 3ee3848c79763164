namespace AgenticApi.Serving;

/// <summary>
/// The values of <c>finish_reason</c> in Chat Completions. Each says why a model stopped and decides the terminal event of the response.
/// </summary>
public static class FinishReasons
{
    /// <summary>The model finished its answer: <c>response.completed</c>.</summary>
    public const string Stop = "stop";

    /// <summary>The model called tools: <c>response.completed</c>.</summary>
    public const string ToolCalls = "tool_calls";

    /// <summary>The model reached the limit of tokens: <c>response.incomplete</c> with the reason <c>max_output_tokens</c>.</summary>
    public const string Length = "length";

    /// <summary>A content filter stopped the model: <c>response.incomplete</c> with the reason <c>content_filter</c>.</summary>
    public const string ContentFilter = "content_filter";

    /// <summary>
    /// The request was cancelled: <c>response.incomplete</c> with the reason <c>cancelled</c>, because the protocol has no event for a
    /// cancelled response. The output so far is kept.
    /// </summary>
    public const string Cancelled = "cancelled";

    /// <summary>The value that vLLM sends for <see cref="Cancelled"/>.</summary>
    public const string Abort = "abort";
}
