using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The complete arguments of an MCP call. Wire type: <c>response.mcp_call_arguments.done</c>.</summary>
public sealed class McpCallArgumentsDoneEvent : ItemEvent
{
    internal McpCallArgumentsDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The complete arguments; empty if the server sent none.</summary>
    public string Arguments => String(Fields.Payload) ?? "";
}
