using System.Text.Json;

namespace AgenticApi;

/// <summary>A tool of an MCP server.</summary>
public sealed class McpTool : WireObject
{
    internal McpTool(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Its name; empty where the server gave none.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>What it does; null where the server does not say.</summary>
    public string? Description => String("description"u8);

    /// <summary>The JSON schema of its arguments; undefined where absent.</summary>
    public JsonElement InputSchema => Member("input_schema"u8);
}
