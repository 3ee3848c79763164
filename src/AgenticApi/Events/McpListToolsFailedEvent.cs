namespace AgenticApi;

/// <summary>An MCP server did not give its tools; the error comes with the finished item. Wire type: <c>response.mcp_list_tools.failed</c>.</summary>
public sealed class McpListToolsFailedEvent : ItemStatusEvent
{
    internal McpListToolsFailedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
