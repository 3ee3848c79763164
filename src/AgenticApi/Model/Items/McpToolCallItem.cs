using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// A call of an MCP tool in the form that gateways use: an output item of type <c>mcp_tool_call</c>. <see cref="McpCallItem"/> is the form
/// of the protocol.
/// </summary>
public sealed class McpToolCallItem : OutputItem
{
    internal McpToolCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The name of the MCP server (<c>server</c>); empty if absent.</summary>
    public string Server => String("server"u8) ?? "";

    /// <summary>The name of the tool (<c>tool</c>); empty if absent.</summary>
    public string Tool => String("tool"u8) ?? "";

    /// <summary>The <c>arguments</c> as JSON, not as text; undefined if absent.</summary>
    public JsonElement Arguments => Member("arguments"u8);

    /// <summary>The <c>result</c> of the tool; undefined if absent, for example after a failure.</summary>
    public JsonElement Result => Member("result"u8);

    /// <summary>The <c>error</c>; null if there is none.</summary>
    public string? Error => String("error"u8);
}
