using System.Text.Json;

namespace AgenticApi;

/// <summary>The output of a function: an output item of type <c>function_call_output</c>.</summary>
public sealed class FunctionCallOutputItem : OutputItem
{
    internal FunctionCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> of the call that this answers; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>name</c> of the function; null if absent.</summary>
    public string? Name => String("name"u8);

    /// <summary>The <c>output</c>: a string, or an array of input parts; undefined if absent.</summary>
    public JsonElement Output => Member("output"u8);
}
