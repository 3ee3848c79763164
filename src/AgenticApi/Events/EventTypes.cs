namespace AgenticApi;

/// <summary>The <c>type</c> of every event, as it stands on the wire.</summary>
public static class EventTypes
{
    /// <summary>The response exists; its output is empty.</summary>
    public const string Created = "response.created";

    /// <summary>A background response waits for its turn.</summary>
    public const string Queued = "response.queued";

    /// <summary>The model works.</summary>
    public const string InProgress = "response.in_progress";

    /// <summary>Terminal: finished whole.</summary>
    public const string Completed = "response.completed";

    /// <summary>Terminal: cut off.</summary>
    public const string Incomplete = "response.incomplete";

    /// <summary>Terminal: ended with an error.</summary>
    public const string Failed = "response.failed";

    /// <summary>Terminal, at servers that call <c>response.completed</c> so.</summary>
    public const string Done = "response.done";

    /// <summary>An item begins.</summary>
    public const string OutputItemAdded = "response.output_item.added";

    /// <summary>An item is finished.</summary>
    public const string OutputItemDone = "response.output_item.done";

    /// <summary>A part of an item begins.</summary>
    public const string ContentPartAdded = "response.content_part.added";

    /// <summary>A part of an item is finished.</summary>
    public const string ContentPartDone = "response.content_part.done";

    /// <summary>More of a message's text.</summary>
    public const string OutputTextDelta = "response.output_text.delta";

    /// <summary>A message's text, whole.</summary>
    public const string OutputTextDone = "response.output_text.done";

    /// <summary>A citation or file in a message's text.</summary>
    public const string OutputTextAnnotationAdded = "response.output_text.annotation.added";

    /// <summary>More of a refusal.</summary>
    public const string RefusalDelta = "response.refusal.delta";

    /// <summary>A refusal, whole.</summary>
    public const string RefusalDone = "response.refusal.done";

    /// <summary>More of the raw reasoning.</summary>
    public const string ReasoningTextDelta = "response.reasoning_text.delta";

    /// <summary>The raw reasoning, whole.</summary>
    public const string ReasoningTextDone = "response.reasoning_text.done";

    /// <summary>vLLM's dialect: a part of reasoning begins.</summary>
    public const string ReasoningPartAdded = "response.reasoning_part.added";

    /// <summary>vLLM's dialect: a part of reasoning is finished.</summary>
    public const string ReasoningPartDone = "response.reasoning_part.done";

    /// <summary>A summary of reasoning begins.</summary>
    public const string ReasoningSummaryPartAdded = "response.reasoning_summary_part.added";

    /// <summary>A summary of reasoning is finished.</summary>
    public const string ReasoningSummaryPartDone = "response.reasoning_summary_part.done";

    /// <summary>More of a summary.</summary>
    public const string ReasoningSummaryTextDelta = "response.reasoning_summary_text.delta";

    /// <summary>A summary's text, whole.</summary>
    public const string ReasoningSummaryTextDone = "response.reasoning_summary_text.done";

    /// <summary>More of a function call's arguments.</summary>
    public const string FunctionCallArgumentsDelta = "response.function_call_arguments.delta";

    /// <summary>A function call's arguments, whole.</summary>
    public const string FunctionCallArgumentsDone = "response.function_call_arguments.done";

    /// <summary>The server gives up; <c>response.failed</c> may follow.</summary>
    public const string Error = "error";
}
