namespace AgenticApi;

/// <summary>An MCP call runs. May come twice for a call that was approved. Wire type: <c>response.mcp_call.in_progress</c>.</summary>
public sealed class McpCallInProgressEvent : ItemStatusEvent
{
    internal McpCallInProgressEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
