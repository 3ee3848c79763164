namespace AgenticApi;

/// <summary>An MCP tool call ended, in a gateway's dialect: also where it failed. Wire type: <c>response.mcp_tool_call.completed</c>.</summary>
public sealed class McpToolCallCompletedEvent : ItemStatusEvent
{
    internal McpToolCallCompletedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
