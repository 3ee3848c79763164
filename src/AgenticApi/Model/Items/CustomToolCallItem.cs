using System.Text.Json;

namespace AgenticApi;

/// <summary>A call of a custom tool, which takes free text and is run by the client. An output item of type <c>custom_tool_call</c>.</summary>
public sealed class CustomToolCallItem : OutputItem
{
    internal CustomToolCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What the answer must name; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The tool's name, without its namespace; empty where the server gave none.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>The namespace of a tool that was declared in one; otherwise null.</summary>
    public string? Namespace => String("namespace"u8);

    /// <summary>The text that the tool gets; empty where none came.</summary>
    public string Input => String("input"u8) ?? "";
}
