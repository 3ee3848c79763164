namespace AgenticApi;

/// <summary>The <c>type</c> of every event on the wire.</summary>
public static class EventTypes
{
    /// <summary>The server created the response.</summary>
    public const string Created = "response.created";

    /// <summary>A background response is waiting to start.</summary>
    public const string Queued = "response.queued";

    /// <summary>The model is working on the response.</summary>
    public const string InProgress = "response.in_progress";

    /// <summary>Terminal: the response is complete.</summary>
    public const string Completed = "response.completed";

    /// <summary>Terminal: the response was cut off.</summary>
    public const string Incomplete = "response.incomplete";

    /// <summary>Terminal: the response failed.</summary>
    public const string Failed = "response.failed";

    /// <summary>Terminal: some servers send it in place of <c>response.completed</c>.</summary>
    public const string Done = "response.done";

    /// <summary>The start of an item.</summary>
    public const string OutputItemAdded = "response.output_item.added";

    /// <summary>The end of an item.</summary>
    public const string OutputItemDone = "response.output_item.done";

    /// <summary>The start of a part of an item.</summary>
    public const string ContentPartAdded = "response.content_part.added";

    /// <summary>The end of a part of an item.</summary>
    public const string ContentPartDone = "response.content_part.done";

    /// <summary>A piece of the text of a message.</summary>
    public const string OutputTextDelta = "response.output_text.delta";

    /// <summary>The complete text of a part of a message.</summary>
    public const string OutputTextDone = "response.output_text.done";

    /// <summary>A citation or a file in the text of a message.</summary>
    public const string OutputTextAnnotationAdded = "response.output_text.annotation.added";

    /// <summary>A piece of a refusal.</summary>
    public const string RefusalDelta = "response.refusal.delta";

    /// <summary>The complete refusal.</summary>
    public const string RefusalDone = "response.refusal.done";

    /// <summary>A piece of the raw reasoning.</summary>
    public const string ReasoningTextDelta = "response.reasoning_text.delta";

    /// <summary>The complete raw reasoning of a part.</summary>
    public const string ReasoningTextDone = "response.reasoning_text.done";

    /// <summary>The start of a part of reasoning (vLLM only).</summary>
    public const string ReasoningPartAdded = "response.reasoning_part.added";

    /// <summary>The end of a part of reasoning (vLLM only).</summary>
    public const string ReasoningPartDone = "response.reasoning_part.done";

    /// <summary>The start of a summary of reasoning.</summary>
    public const string ReasoningSummaryPartAdded = "response.reasoning_summary_part.added";

    /// <summary>The end of a summary of reasoning.</summary>
    public const string ReasoningSummaryPartDone = "response.reasoning_summary_part.done";

    /// <summary>A piece of a summary of reasoning.</summary>
    public const string ReasoningSummaryTextDelta = "response.reasoning_summary_text.delta";

    /// <summary>The complete text of a summary of reasoning.</summary>
    public const string ReasoningSummaryTextDone = "response.reasoning_summary_text.done";

    /// <summary>A piece of the arguments of a function call.</summary>
    public const string FunctionCallArgumentsDelta = "response.function_call_arguments.delta";

    /// <summary>The complete arguments of a function call.</summary>
    public const string FunctionCallArgumentsDone = "response.function_call_arguments.done";

    /// <summary>Terminal: the response was cancelled. Some servers send it; the protocol does not define it.</summary>
    public const string Cancelled = "response.cancelled";

    /// <summary>A piece of the input of a custom tool call.</summary>
    public const string CustomToolCallInputDelta = "response.custom_tool_call_input.delta";

    /// <summary>The complete input of a custom tool call.</summary>
    public const string CustomToolCallInputDone = "response.custom_tool_call_input.done";

    /// <summary>A piece of the arguments of an MCP call.</summary>
    public const string McpCallArgumentsDelta = "response.mcp_call_arguments.delta";

    /// <summary>The complete arguments of an MCP call.</summary>
    public const string McpCallArgumentsDone = "response.mcp_call_arguments.done";

    /// <summary>An MCP call is running.</summary>
    public const string McpCallInProgress = "response.mcp_call.in_progress";

    /// <summary>An MCP call succeeded.</summary>
    public const string McpCallCompleted = "response.mcp_call.completed";

    /// <summary>An MCP call failed.</summary>
    public const string McpCallFailed = "response.mcp_call.failed";

    /// <summary>The server is listing the tools of an MCP server.</summary>
    public const string McpListToolsInProgress = "response.mcp_list_tools.in_progress";

    /// <summary>The server listed the tools of an MCP server.</summary>
    public const string McpListToolsCompleted = "response.mcp_list_tools.completed";

    /// <summary>Listing the tools of an MCP server failed.</summary>
    public const string McpListToolsFailed = "response.mcp_list_tools.failed";

    /// <summary>An MCP tool call is running (gateways only).</summary>
    public const string McpToolCallInProgress = "response.mcp_tool_call.in_progress";

    /// <summary>An MCP tool call ended (gateways only).</summary>
    public const string McpToolCallCompleted = "response.mcp_tool_call.completed";

    /// <summary>A file search started.</summary>
    public const string FileSearchCallInProgress = "response.file_search_call.in_progress";

    /// <summary>A file search is running.</summary>
    public const string FileSearchCallSearching = "response.file_search_call.searching";

    /// <summary>A file search ended.</summary>
    public const string FileSearchCallCompleted = "response.file_search_call.completed";

    /// <summary>A web search started.</summary>
    public const string WebSearchCallInProgress = "response.web_search_call.in_progress";

    /// <summary>A web search is running.</summary>
    public const string WebSearchCallSearching = "response.web_search_call.searching";

    /// <summary>A web search ended.</summary>
    public const string WebSearchCallCompleted = "response.web_search_call.completed";

    /// <summary>A code interpreter call started.</summary>
    public const string CodeInterpreterCallInProgress = "response.code_interpreter_call.in_progress";

    /// <summary>A piece of the code of a code interpreter call.</summary>
    public const string CodeInterpreterCallCodeDelta = "response.code_interpreter_call_code.delta";

    /// <summary>The complete code of a code interpreter call.</summary>
    public const string CodeInterpreterCallCodeDone = "response.code_interpreter_call_code.done";

    /// <summary>The code is running.</summary>
    public const string CodeInterpreterCallInterpreting = "response.code_interpreter_call.interpreting";

    /// <summary>The code has run.</summary>
    public const string CodeInterpreterCallCompleted = "response.code_interpreter_call.completed";

    /// <summary>An image generation started.</summary>
    public const string ImageGenerationCallInProgress = "response.image_generation_call.in_progress";

    /// <summary>An image is being generated.</summary>
    public const string ImageGenerationCallGenerating = "response.image_generation_call.generating";

    /// <summary>A preview of an image.</summary>
    public const string ImageGenerationCallPartialImage = "response.image_generation_call.partial_image";

    /// <summary>An image generation ended.</summary>
    public const string ImageGenerationCallCompleted = "response.image_generation_call.completed";

    /// <summary>The start of a command of a shell call.</summary>
    public const string ShellCallCommandAdded = "response.shell_call_command.added";

    /// <summary>A piece of a command of a shell call.</summary>
    public const string ShellCallCommandDelta = "response.shell_call_command.delta";

    /// <summary>The complete command of a shell call.</summary>
    public const string ShellCallCommandDone = "response.shell_call_command.done";

    /// <summary>A piece of the output of a command.</summary>
    public const string ShellCallOutputContentDelta = "response.shell_call_output_content.delta";

    /// <summary>The complete output of a command.</summary>
    public const string ShellCallOutputContentDone = "response.shell_call_output_content.done";

    /// <summary>A piece of the diff of an apply-patch call.</summary>
    public const string ApplyPatchCallOperationDiffDelta = "response.apply_patch_call_operation_diff.delta";

    /// <summary>The complete diff of an apply-patch call.</summary>
    public const string ApplyPatchCallOperationDiffDone = "response.apply_patch_call_operation_diff.done";

    /// <summary>A piece of audio.</summary>
    public const string AudioDelta = "response.audio.delta";

    /// <summary>The end of the audio.</summary>
    public const string AudioDone = "response.audio.done";

    /// <summary>A piece of the transcript of the audio.</summary>
    public const string AudioTranscriptDelta = "response.audio.transcript.delta";

    /// <summary>The end of the transcript of the audio.</summary>
    public const string AudioTranscriptDone = "response.audio.transcript.done";

    /// <summary>A heartbeat.</summary>
    public const string Keepalive = "keepalive";

    /// <summary>An input sent over the WebSocket was accepted (beta).</summary>
    public const string InjectCreated = "response.inject.created";

    /// <summary>An input sent over the WebSocket was rejected (beta).</summary>
    public const string InjectFailed = "response.inject.failed";

    /// <summary>An error that ends the stream. <c>response.failed</c> may follow.</summary>
    public const string Error = "error";
}
