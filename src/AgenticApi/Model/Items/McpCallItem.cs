using System.Text.Json;

namespace AgenticApi;

/// <summary>A call of an MCP tool, which the API server makes: an output item of type <c>mcp_call</c>.</summary>
public sealed class McpCallItem : OutputItem
{
    internal McpCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The label that the request gives the MCP server (<c>server_label</c>); empty if absent.</summary>
    public string ServerLabel => String("server_label"u8) ?? "";

    /// <summary>The <c>name</c> of the tool; empty if absent.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>The <c>arguments</c> as JSON text; empty if absent.</summary>
    public string Arguments => String("arguments"u8) ?? "";

    /// <summary>The <c>output</c> of the tool; null if absent, for example before the item is done and after a failure.</summary>
    public string? Output => String("output"u8);

    /// <summary>The <c>error</c>: an object, or a string from older servers; undefined or JSON null if there is none.</summary>
    public JsonElement Error => Member("error"u8);

    /// <summary>The id of the request that approved the call (<c>approval_request_id</c>); null if absent.</summary>
    public string? ApprovalRequestId => String("approval_request_id"u8);
}
