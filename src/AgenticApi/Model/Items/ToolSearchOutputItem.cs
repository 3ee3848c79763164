using System.Text.Json;

namespace AgenticApi;

/// <summary>The tools that a tool search loaded: an output item of type <c>tool_search_output</c>.</summary>
public sealed class ToolSearchOutputItem : OutputItem
{
    internal ToolSearchOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> of the search that this item answers; null if absent, for example if the server ran it.</summary>
    public string? CallId => String("call_id"u8);

    /// <summary>Who ran the search, <c>server</c> or <c>client</c> (<c>execution</c>); null if absent.</summary>
    public string? Execution => String("execution"u8);

    /// <summary>The <c>tools</c>, in the form of a request; empty if absent.</summary>
    public IReadOnlyList<JsonElement> Tools => List("tools"u8, json => json);
}
