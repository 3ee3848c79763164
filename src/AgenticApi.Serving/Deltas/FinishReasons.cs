namespace AgenticApi.Serving;

/// <summary>Why a model stopped: the <c>finish_reason</c> of Chat Completions, and what of the Responses API follows from it.</summary>
public static class FinishReasons
{
    /// <summary>It had said all: <c>response.completed</c>.</summary>
    public const string Stop = "stop";

    /// <summary>It waits for its tools: <c>response.completed</c>.</summary>
    public const string ToolCalls = "tool_calls";

    /// <summary>It ran out of tokens: <c>response.incomplete</c> with the reason <c>max_output_tokens</c>.</summary>
    public const string Length = "length";

    /// <summary>A filter cut it off: <c>response.incomplete</c> with the reason <c>content_filter</c>.</summary>
    public const string ContentFilter = "content_filter";

    /// <summary>
    /// Somebody cancelled the request: <c>response.incomplete</c> with the reason <c>cancelled</c>, for the protocol has no event of that
    /// name. What the model had said is kept.
    /// </summary>
    public const string Cancelled = "cancelled";

    /// <summary>vLLM's word for <see cref="Cancelled"/>.</summary>
    public const string Abort = "abort";
}
