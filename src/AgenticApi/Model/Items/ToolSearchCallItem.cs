using System.Text.Json;

namespace AgenticApi;

/// <summary>A search for tools that are not loaded yet: an output item of type <c>tool_search_call</c>.</summary>
public sealed class ToolSearchCallItem : OutputItem
{
    internal ToolSearchCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> that the output must name; null if absent, for example if the server runs the search.</summary>
    public string? CallId => String("call_id"u8);

    /// <summary>Who runs the search, <c>server</c> or <c>client</c> (<c>execution</c>); null if absent.</summary>
    public string? Execution => String("execution"u8);

    /// <summary>The <c>arguments</c> as JSON, not as text; undefined if absent.</summary>
    public JsonElement Arguments => Member("arguments"u8);
}
