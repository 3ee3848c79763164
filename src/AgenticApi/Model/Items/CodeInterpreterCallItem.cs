using System.Text.Json;

namespace AgenticApi;

/// <summary>Code that the model wrote and the server ran: an output item of type <c>code_interpreter_call</c>.</summary>
public sealed class CodeInterpreterCallItem : OutputItem
{
    internal CodeInterpreterCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>container_id</c> of the container that ran the code; null if absent.</summary>
    public string? ContainerId => String("container_id"u8);

    /// <summary>The <c>code</c>; empty if absent.</summary>
    public string Code => String("code"u8) ?? "";

    /// <summary>The logs and images that the code produced (<c>outputs</c>), in order; empty unless the request includes them.</summary>
    public IReadOnlyList<CodeInterpreterOutput> Outputs => List("outputs"u8, json => new CodeInterpreterOutput(json));
}
