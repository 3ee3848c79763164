using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// A call of a custom tool, which takes free text and is run by the client: an output item of type <c>custom_tool_call</c>.
/// </summary>
public sealed class CustomToolCallItem : OutputItem
{
    internal CustomToolCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> that the output must name; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>name</c> of the tool, without its namespace; empty if absent.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>The <c>namespace</c> that declares the tool; null if absent.</summary>
    public string? Namespace => String("namespace"u8);

    /// <summary>The text that the tool takes (<c>input</c>); empty if absent.</summary>
    public string Input => String("input"u8) ?? "";
}
