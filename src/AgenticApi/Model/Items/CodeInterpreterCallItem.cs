using System.Text.Json;

namespace AgenticApi;

/// <summary>Code that the model wrote and the server ran. An output item of type <c>code_interpreter_call</c>.</summary>
public sealed class CodeInterpreterCallItem : OutputItem
{
    internal CodeInterpreterCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The container it ran in; null where the server does not say.</summary>
    public string? ContainerId => String("container_id"u8);

    /// <summary>The code; empty where none came.</summary>
    public string Code => String("code"u8) ?? "";

    /// <summary>What it printed and drew; empty unless the request includes it.</summary>
    public IReadOnlyList<CodeInterpreterOutput> Outputs => List("outputs"u8, json => new CodeInterpreterOutput(json));
}
