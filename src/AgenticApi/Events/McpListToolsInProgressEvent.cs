namespace AgenticApi;

/// <summary>An MCP server is asked for its tools. Wire type: <c>response.mcp_list_tools.in_progress</c>.</summary>
public sealed class McpListToolsInProgressEvent : ItemStatusEvent
{
    internal McpListToolsInProgressEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
