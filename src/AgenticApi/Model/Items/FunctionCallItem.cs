using System.Text.Json;

namespace AgenticApi;

/// <summary>A call of a function that the client runs: an output item of type <c>function_call</c>.</summary>
public sealed class FunctionCallItem : OutputItem
{
    private string? _arguments;

    internal FunctionCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What the answer (<c>function_call_output</c>) must name; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The function's name, without its namespace; empty where the server gave none.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>The namespace of a function that was declared in one; otherwise null. It must be sent back with the item.</summary>
    public string? Namespace => String("namespace"u8);

    /// <summary>
    /// The arguments: JSON text as the model wrote it, so not always valid JSON. Empty where none came.
    /// </summary>
    public string Arguments => _arguments ??= String("arguments"u8) ?? "";
}
