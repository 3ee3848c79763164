namespace AgenticApi;

/// <summary>An MCP call succeeded; its output comes with the finished item. Wire type: <c>response.mcp_call.completed</c>.</summary>
public sealed class McpCallCompletedEvent : ItemStatusEvent
{
    internal McpCallCompletedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
