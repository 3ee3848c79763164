using System.Text.Json;

namespace AgenticApi;

/// <summary>A tool of an MCP server.</summary>
public sealed class McpTool : WireObject
{
    internal McpTool(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>name</c>; empty if absent.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>The <c>description</c>; null if absent.</summary>
    public string? Description => String("description"u8);

    /// <summary>The JSON schema of the arguments (<c>input_schema</c>); undefined if absent.</summary>
    public JsonElement InputSchema => Member("input_schema"u8);
}
