using System.Text.Json;

namespace AgenticApi;

/// <summary>The answer to a function call, as retrieval and some outputs show it. An output item of type <c>function_call_output</c>.</summary>
public sealed class FunctionCallOutputItem : OutputItem
{
    internal FunctionCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The call that it answers; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The function's name; null where the server gives none.</summary>
    public string? Name => String("name"u8);

    /// <summary>The answer: a string, or an array of input parts. Undefined where absent.</summary>
    public JsonElement Output => Member("output"u8);
}
