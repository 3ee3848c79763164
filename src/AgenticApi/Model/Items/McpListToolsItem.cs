using System.Text.Json;

namespace AgenticApi;

/// <summary>The list of the tools of an MCP server: an output item of type <c>mcp_list_tools</c>.</summary>
public sealed class McpListToolsItem : OutputItem
{
    internal McpListToolsItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The label that the request gives the MCP server (<c>server_label</c>); empty if absent.</summary>
    public string ServerLabel => String("server_label"u8) ?? "";

    /// <summary>The <c>tools</c>, in order; empty if absent, for example before the item is done.</summary>
    public IReadOnlyList<McpTool> Tools => List("tools"u8, json => new McpTool(json));

    /// <summary>The <c>error</c>; undefined or JSON null if there is none.</summary>
    public JsonElement Error => Member("error"u8);
}
