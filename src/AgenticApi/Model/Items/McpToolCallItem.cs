using System.Text.Json;

namespace AgenticApi;

/// <summary>A call of an MCP tool in a gateway's own form; the protocol's is <see cref="McpCallItem"/>. An output item of type <c>mcp_tool_call</c>.</summary>
public sealed class McpToolCallItem : OutputItem
{
    internal McpToolCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The MCP server's name; empty where the gateway gave none.</summary>
    public string Server => String("server"u8) ?? "";

    /// <summary>The tool's name; empty where the gateway gave none.</summary>
    public string Tool => String("tool"u8) ?? "";

    /// <summary>The arguments as JSON, not as text; undefined where absent.</summary>
    public JsonElement Arguments => Member("arguments"u8);

    /// <summary>What the tool answered; undefined where it failed or is not done.</summary>
    public JsonElement Result => Member("result"u8);

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Error => String("error"u8);
}
