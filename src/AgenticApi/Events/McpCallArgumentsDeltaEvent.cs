using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A piece of the arguments of an MCP call. Wire type: <c>response.mcp_call_arguments.delta</c>.</summary>
public sealed class McpCallArgumentsDeltaEvent : DeltaEvent
{
    internal McpCallArgumentsDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
