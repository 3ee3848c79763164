using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// A request to approve a call of an MCP tool: an output item of type <c>mcp_approval_request</c>. The response to it contains its
/// <see cref="OutputItem.Id"/>.
/// </summary>
public sealed class McpApprovalRequestItem : OutputItem
{
    internal McpApprovalRequestItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The label that the request gives the MCP server (<c>server_label</c>); empty if absent.</summary>
    public string ServerLabel => String("server_label"u8) ?? "";

    /// <summary>The <c>name</c> of the tool; empty if absent.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>The <c>arguments</c> as JSON text; empty if absent.</summary>
    public string Arguments => String("arguments"u8) ?? "";
}
