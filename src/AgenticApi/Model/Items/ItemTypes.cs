namespace AgenticApi;

/// <summary>The <c>type</c> of every output item, as it stands on the wire. Each has a class of its own.</summary>
public static class ItemTypes
{
    /// <summary><see cref="MessageItem"/></summary>
    public const string Message = "message";

    /// <summary><see cref="ReasoningItem"/></summary>
    public const string Reasoning = "reasoning";

    /// <summary><see cref="FunctionCallItem"/></summary>
    public const string FunctionCall = "function_call";

    /// <summary><see cref="FunctionCallOutputItem"/></summary>
    public const string FunctionCallOutput = "function_call_output";

    /// <summary><see cref="CustomToolCallItem"/></summary>
    public const string CustomToolCall = "custom_tool_call";

    /// <summary><see cref="CustomToolCallOutputItem"/></summary>
    public const string CustomToolCallOutput = "custom_tool_call_output";

    /// <summary><see cref="FileSearchCallItem"/></summary>
    public const string FileSearchCall = "file_search_call";

    /// <summary><see cref="WebSearchCallItem"/></summary>
    public const string WebSearchCall = "web_search_call";

    /// <summary><see cref="CodeInterpreterCallItem"/></summary>
    public const string CodeInterpreterCall = "code_interpreter_call";

    /// <summary><see cref="ImageGenerationCallItem"/></summary>
    public const string ImageGenerationCall = "image_generation_call";

    /// <summary><see cref="ComputerCallItem"/></summary>
    public const string ComputerCall = "computer_call";

    /// <summary><see cref="ComputerCallOutputItem"/></summary>
    public const string ComputerCallOutput = "computer_call_output";

    /// <summary><see cref="LocalShellCallItem"/></summary>
    public const string LocalShellCall = "local_shell_call";

    /// <summary><see cref="LocalShellCallOutputItem"/></summary>
    public const string LocalShellCallOutput = "local_shell_call_output";

    /// <summary><see cref="ShellCallItem"/></summary>
    public const string ShellCall = "shell_call";

    /// <summary><see cref="ShellCallOutputItem"/></summary>
    public const string ShellCallOutput = "shell_call_output";

    /// <summary><see cref="ApplyPatchCallItem"/></summary>
    public const string ApplyPatchCall = "apply_patch_call";

    /// <summary><see cref="ApplyPatchCallOutputItem"/></summary>
    public const string ApplyPatchCallOutput = "apply_patch_call_output";

    /// <summary><see cref="McpListToolsItem"/></summary>
    public const string McpListTools = "mcp_list_tools";

    /// <summary><see cref="McpCallItem"/></summary>
    public const string McpCall = "mcp_call";

    /// <summary><see cref="McpApprovalRequestItem"/></summary>
    public const string McpApprovalRequest = "mcp_approval_request";

    /// <summary><see cref="McpApprovalResponseItem"/></summary>
    public const string McpApprovalResponse = "mcp_approval_response";

    /// <summary><see cref="McpToolCallItem"/></summary>
    public const string McpToolCall = "mcp_tool_call";

    /// <summary><see cref="ToolSearchCallItem"/></summary>
    public const string ToolSearchCall = "tool_search_call";

    /// <summary><see cref="ToolSearchOutputItem"/></summary>
    public const string ToolSearchOutput = "tool_search_output";

    /// <summary><see cref="AdditionalToolsItem"/></summary>
    public const string AdditionalTools = "additional_tools";

    /// <summary><see cref="ProgramItem"/></summary>
    public const string Program = "program";

    /// <summary><see cref="ProgramOutputItem"/></summary>
    public const string ProgramOutput = "program_output";

    /// <summary><see cref="CompactionItem"/></summary>
    public const string Compaction = "compaction";

    /// <summary><see cref="AgentMessageItem"/></summary>
    public const string AgentMessage = "agent_message";

    /// <summary><see cref="MultiAgentCallItem"/></summary>
    public const string MultiAgentCall = "multi_agent_call";

    /// <summary><see cref="MultiAgentCallOutputItem"/></summary>
    public const string MultiAgentCallOutput = "multi_agent_call_output";
}
