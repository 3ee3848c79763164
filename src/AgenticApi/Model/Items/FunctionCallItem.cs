using System.Text.Json;

namespace AgenticApi;

/// <summary>A call of a function, which the client runs: an output item of type <c>function_call</c>.</summary>
public sealed class FunctionCallItem : OutputItem
{
    private string? _arguments;

    internal FunctionCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> that the output (<c>function_call_output</c>) must name; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>name</c> of the function, without its namespace; empty if absent.</summary>
    public string Name => String("name"u8) ?? "";

    /// <summary>The <c>namespace</c> that declares the function; null if absent. It must be sent back with the item.</summary>
    public string? Namespace => String("namespace"u8);

    /// <summary>The <c>arguments</c> as the model wrote them: JSON text, but not always valid JSON; empty if absent.</summary>
    public string Arguments => _arguments ??= String("arguments"u8) ?? "";
}
