using System.Text.Json;

namespace AgenticApi;

/// <summary>The tools that a tool search loaded. An output item of type <c>tool_search_output</c>.</summary>
public sealed class ToolSearchOutputItem : OutputItem
{
    internal ToolSearchOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The search that it answers; null where the server ran it.</summary>
    public string? CallId => String("call_id"u8);

    /// <summary>Who ran it, server or client; null where the server does not say.</summary>
    public string? Execution => String("execution"u8);

    /// <summary>The tools as they are declared in a request; empty where none were found.</summary>
    public IReadOnlyList<JsonElement> Tools => List("tools"u8, json => json);
}
