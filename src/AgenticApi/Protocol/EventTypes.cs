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

    /// <summary>Terminal, at servers that say so: somebody cancelled it.</summary>
    public const string Cancelled = "response.cancelled";

    /// <summary>More of a custom tool's input.</summary>
    public const string CustomToolCallInputDelta = "response.custom_tool_call_input.delta";

    /// <summary>A custom tool's input, whole.</summary>
    public const string CustomToolCallInputDone = "response.custom_tool_call_input.done";

    /// <summary>More of an MCP call's arguments.</summary>
    public const string McpCallArgumentsDelta = "response.mcp_call_arguments.delta";

    /// <summary>An MCP call's arguments, whole.</summary>
    public const string McpCallArgumentsDone = "response.mcp_call_arguments.done";

    /// <summary>An MCP call runs.</summary>
    public const string McpCallInProgress = "response.mcp_call.in_progress";

    /// <summary>An MCP call succeeded.</summary>
    public const string McpCallCompleted = "response.mcp_call.completed";

    /// <summary>An MCP call failed.</summary>
    public const string McpCallFailed = "response.mcp_call.failed";

    /// <summary>An MCP server is asked for its tools.</summary>
    public const string McpListToolsInProgress = "response.mcp_list_tools.in_progress";

    /// <summary>An MCP server gave its tools.</summary>
    public const string McpListToolsCompleted = "response.mcp_list_tools.completed";

    /// <summary>An MCP server did not give its tools.</summary>
    public const string McpListToolsFailed = "response.mcp_list_tools.failed";

    /// <summary>A gateway's dialect: an MCP tool call runs.</summary>
    public const string McpToolCallInProgress = "response.mcp_tool_call.in_progress";

    /// <summary>A gateway's dialect: an MCP tool call ended.</summary>
    public const string McpToolCallCompleted = "response.mcp_tool_call.completed";

    /// <summary>A file search begins.</summary>
    public const string FileSearchCallInProgress = "response.file_search_call.in_progress";

    /// <summary>A file search runs.</summary>
    public const string FileSearchCallSearching = "response.file_search_call.searching";

    /// <summary>A file search ended.</summary>
    public const string FileSearchCallCompleted = "response.file_search_call.completed";

    /// <summary>A web search begins.</summary>
    public const string WebSearchCallInProgress = "response.web_search_call.in_progress";

    /// <summary>A web search runs.</summary>
    public const string WebSearchCallSearching = "response.web_search_call.searching";

    /// <summary>A web search ended.</summary>
    public const string WebSearchCallCompleted = "response.web_search_call.completed";

    /// <summary>A code interpreter call begins.</summary>
    public const string CodeInterpreterCallInProgress = "response.code_interpreter_call.in_progress";

    /// <summary>More of the code.</summary>
    public const string CodeInterpreterCallCodeDelta = "response.code_interpreter_call_code.delta";

    /// <summary>The code, whole.</summary>
    public const string CodeInterpreterCallCodeDone = "response.code_interpreter_call_code.done";

    /// <summary>The code runs.</summary>
    public const string CodeInterpreterCallInterpreting = "response.code_interpreter_call.interpreting";

    /// <summary>The code has run.</summary>
    public const string CodeInterpreterCallCompleted = "response.code_interpreter_call.completed";

    /// <summary>An image generation begins.</summary>
    public const string ImageGenerationCallInProgress = "response.image_generation_call.in_progress";

    /// <summary>An image is generated.</summary>
    public const string ImageGenerationCallGenerating = "response.image_generation_call.generating";

    /// <summary>A preview of an image.</summary>
    public const string ImageGenerationCallPartialImage = "response.image_generation_call.partial_image";

    /// <summary>An image is there.</summary>
    public const string ImageGenerationCallCompleted = "response.image_generation_call.completed";

    /// <summary>A command of a shell call begins.</summary>
    public const string ShellCallCommandAdded = "response.shell_call_command.added";

    /// <summary>More of a command.</summary>
    public const string ShellCallCommandDelta = "response.shell_call_command.delta";

    /// <summary>A command, whole.</summary>
    public const string ShellCallCommandDone = "response.shell_call_command.done";

    /// <summary>More of what a command printed.</summary>
    public const string ShellCallOutputContentDelta = "response.shell_call_output_content.delta";

    /// <summary>What a command printed, whole.</summary>
    public const string ShellCallOutputContentDone = "response.shell_call_output_content.done";

    /// <summary>More of a diff.</summary>
    public const string ApplyPatchCallOperationDiffDelta = "response.apply_patch_call_operation_diff.delta";

    /// <summary>A diff, whole.</summary>
    public const string ApplyPatchCallOperationDiffDone = "response.apply_patch_call_operation_diff.done";

    /// <summary>More audio.</summary>
    public const string AudioDelta = "response.audio.delta";

    /// <summary>The audio is there whole.</summary>
    public const string AudioDone = "response.audio.done";

    /// <summary>More of the audio's transcript.</summary>
    public const string AudioTranscriptDelta = "response.audio.transcript.delta";

    /// <summary>The transcript is there whole.</summary>
    public const string AudioTranscriptDone = "response.audio.transcript.done";

    /// <summary>A heartbeat.</summary>
    public const string Keepalive = "keepalive";

    /// <summary>Beta: an injected input was taken.</summary>
    public const string InjectCreated = "response.inject.created";

    /// <summary>Beta: an injected input was not taken.</summary>
    public const string InjectFailed = "response.inject.failed";

    /// <summary>The server gives up; <c>response.failed</c> may follow.</summary>
    public const string Error = "error";
}
