namespace AgenticApi;

/// <summary>An MCP tool call runs, in a gateway's dialect. Wire type: <c>response.mcp_tool_call.in_progress</c>.</summary>
public sealed class McpToolCallInProgressEvent : ItemStatusEvent
{
    internal McpToolCallInProgressEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
