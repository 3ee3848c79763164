using System.Text.Json;

namespace AgenticApi;

/// <summary>The tools of an MCP server, as the API server listed them. An output item of type <c>mcp_list_tools</c>.</summary>
public sealed class McpListToolsItem : OutputItem
{
    internal McpListToolsItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The MCP server's label in the request; empty where the server gave none.</summary>
    public string ServerLabel => String("server_label"u8) ?? "";

    /// <summary>The tools; empty until the item is done.</summary>
    public IReadOnlyList<McpTool> Tools => List("tools"u8, json => new McpTool(json));

    /// <summary>Why they could not be listed; undefined or null where they could.</summary>
    public JsonElement Error => Member("error"u8);
}
