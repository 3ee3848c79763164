namespace AgenticApi;

/// <summary>An MCP server gave its tools; they come with the finished item. Wire type: <c>response.mcp_list_tools.completed</c>.</summary>
public sealed class McpListToolsCompletedEvent : ItemStatusEvent
{
    internal McpListToolsCompletedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
