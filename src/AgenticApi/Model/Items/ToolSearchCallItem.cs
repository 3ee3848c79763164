using System.Text.Json;

namespace AgenticApi;

/// <summary>The model looks for tools that were not loaded yet. An output item of type <c>tool_search_call</c>.</summary>
public sealed class ToolSearchCallItem : OutputItem
{
    internal ToolSearchCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What the answer must name; null where the server runs the search.</summary>
    public string? CallId => String("call_id"u8);

    /// <summary>Who runs it, server or client; null where the server does not say.</summary>
    public string? Execution => String("execution"u8);

    /// <summary>The arguments as JSON, not as text; undefined where absent.</summary>
    public JsonElement Arguments => Member("arguments"u8);
}
