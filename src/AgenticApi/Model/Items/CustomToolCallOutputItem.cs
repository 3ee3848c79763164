using System.Text.Json;

namespace AgenticApi;

/// <summary>The answer to a call of a custom tool. An output item of type <c>custom_tool_call_output</c>.</summary>
public sealed class CustomToolCallOutputItem : OutputItem
{
    internal CustomToolCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The call that it answers; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The answer: a string, or an array of input parts. Undefined where absent.</summary>
    public JsonElement Output => Member("output"u8);
}
