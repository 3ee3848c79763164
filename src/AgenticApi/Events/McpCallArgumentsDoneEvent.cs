using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An MCP call's arguments, whole. Wire type: <c>response.mcp_call_arguments.done</c>.</summary>
public sealed class McpCallArgumentsDoneEvent : ItemEvent
{
    internal McpCallArgumentsDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The whole of it; empty where the server sent none.</summary>
    public string Arguments => String(Fields.Payload) ?? "";
}
