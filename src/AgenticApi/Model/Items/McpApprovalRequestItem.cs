using System.Text.Json;

namespace AgenticApi;

/// <summary>The server asks whether it may call a tool of an MCP server. Answer by the item's id. An output item of type <c>mcp_approval_request</c>.</summary>
public sealed class McpApprovalRequestItem : OutputItem
{
    internal McpApprovalRequestItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The MCP server's label in the request; empty where the server gave none.</summary>
    public string ServerLabel => String("server_label"u8) ?? "";

    /// <summary>The tool's name; empty where the server gave none.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>The arguments as JSON text; empty where none came.</summary>
    public string Arguments => String("arguments"u8) ?? "";
}
