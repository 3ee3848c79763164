namespace AgenticApi;

/// <summary>
/// The <c>type</c> of every output item that has a class. The set is open: an item of another type is an <see cref="UnknownItem"/>.
/// </summary>
public static class ItemTypes
{
    /// <summary>The type of <see cref="MessageItem"/>.</summary>
    public const string Message = "message";

    /// <summary>The type of <see cref="ReasoningItem"/>.</summary>
    public const string Reasoning = "reasoning";

    /// <summary>The type of <see cref="FunctionCallItem"/>.</summary>
    public const string FunctionCall = "function_call";

    /// <summary>The type of <see cref="FunctionCallOutputItem"/>.</summary>
    public const string FunctionCallOutput = "function_call_output";

    /// <summary>The type of <see cref="CustomToolCallItem"/>.</summary>
    public const string CustomToolCall = "custom_tool_call";

    /// <summary>The type of <see cref="CustomToolCallOutputItem"/>.</summary>
    public const string CustomToolCallOutput = "custom_tool_call_output";

    /// <summary>The type of <see cref="FileSearchCallItem"/>.</summary>
    public const string FileSearchCall = "file_search_call";

    /// <summary>The type of <see cref="WebSearchCallItem"/>.</summary>
    public const string WebSearchCall = "web_search_call";

    /// <summary>The type of <see cref="CodeInterpreterCallItem"/>.</summary>
    public const string CodeInterpreterCall = "code_interpreter_call";

    /// <summary>The type of <see cref="ImageGenerationCallItem"/>.</summary>
    public const string ImageGenerationCall = "image_generation_call";

    /// <summary>The type of <see cref="ComputerCallItem"/>.</summary>
    public const string ComputerCall = "computer_call";

    /// <summary>The type of <see cref="ComputerCallOutputItem"/>.</summary>
    public const string ComputerCallOutput = "computer_call_output";

    /// <summary>The type of <see cref="LocalShellCallItem"/>.</summary>
    public const string LocalShellCall = "local_shell_call";

    /// <summary>The type of <see cref="LocalShellCallOutputItem"/>.</summary>
    public const string LocalShellCallOutput = "local_shell_call_output";

    /// <summary>The type of <see cref="ShellCallItem"/>.</summary>
    public const string ShellCall = "shell_call";

    /// <summary>The type of <see cref="ShellCallOutputItem"/>.</summary>
    public const string ShellCallOutput = "shell_call_output";

    /// <summary>The type of <see cref="ApplyPatchCallItem"/>.</summary>
    public const string ApplyPatchCall = "apply_patch_call";

    /// <summary>The type of <see cref="ApplyPatchCallOutputItem"/>.</summary>
    public const string ApplyPatchCallOutput = "apply_patch_call_output";

    /// <summary>The type of <see cref="McpListToolsItem"/>.</summary>
    public const string McpListTools = "mcp_list_tools";

    /// <summary>The type of <see cref="McpCallItem"/>.</summary>
    public const string McpCall = "mcp_call";

    /// <summary>The type of <see cref="McpApprovalRequestItem"/>.</summary>
    public const string McpApprovalRequest = "mcp_approval_request";

    /// <summary>The type of <see cref="McpApprovalResponseItem"/>.</summary>
    public const string McpApprovalResponse = "mcp_approval_response";

    /// <summary>The type of <see cref="McpToolCallItem"/>.</summary>
    public const string McpToolCall = "mcp_tool_call";

    /// <summary>The type of <see cref="ToolSearchCallItem"/>.</summary>
    public const string ToolSearchCall = "tool_search_call";

    /// <summary>The type of <see cref="ToolSearchOutputItem"/>.</summary>
    public const string ToolSearchOutput = "tool_search_output";

    /// <summary>The type of <see cref="AdditionalToolsItem"/>.</summary>
    public const string AdditionalTools = "additional_tools";

    /// <summary>The type of <see cref="ProgramItem"/>.</summary>
    public const string Program = "program";

    /// <summary>The type of <see cref="ProgramOutputItem"/>.</summary>
    public const string ProgramOutput = "program_output";

    /// <summary>The type of <see cref="CompactionItem"/>.</summary>
    public const string Compaction = "compaction";

    /// <summary>The type of <see cref="AgentMessageItem"/>.</summary>
    public const string AgentMessage = "agent_message";

    /// <summary>The type of <see cref="MultiAgentCallItem"/>.</summary>
    public const string MultiAgentCall = "multi_agent_call";

    /// <summary>The type of <see cref="MultiAgentCallOutputItem"/>.</summary>
    public const string MultiAgentCallOutput = "multi_agent_call_output";
}
