using System.Text.Json;

namespace AgenticApi;

/// <summary>A call of a tool of an MCP server, run by the API server. An output item of type <c>mcp_call</c>.</summary>
public sealed class McpCallItem : OutputItem
{
    internal McpCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The MCP server's label in the request; empty where the server gave none.</summary>
    public string ServerLabel => String("server_label"u8) ?? "";

    /// <summary>The tool's name; empty where the server gave none.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>The arguments as JSON text; empty where none came.</summary>
    public string Arguments => String("arguments"u8) ?? "";

    /// <summary>What the tool answered; null until the item is done, and where it failed.</summary>
    public string? Output => String("output"u8);

    /// <summary>Why it failed: an object, or a string from older servers. Undefined or null where it did not.</summary>
    public JsonElement Error => Member("error"u8);

    /// <summary>The request that was approved for it; null where none was needed.</summary>
    public string? ApprovalRequestId => String("approval_request_id"u8);
}
