namespace AgenticApi;

/// <summary>An MCP call failed; its error comes with the finished item. Wire type: <c>response.mcp_call.failed</c>.</summary>
public sealed class McpCallFailedEvent : ItemStatusEvent
{
    internal McpCallFailedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
