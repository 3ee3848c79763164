using System.Text.Json;

namespace AgenticApi;

/// <summary>The output of a local shell call: an output item of type <c>local_shell_call_output</c>.</summary>
public sealed class LocalShellCallOutputItem : OutputItem
{
    internal LocalShellCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>
    /// The <c>call_id</c> of the call that this item answers; null if absent, for example if the <c>id</c> names the call.
    /// </summary>
    public string? CallId => String("call_id"u8);

    /// <summary>The <c>output</c> as JSON text; empty if absent.</summary>
    public string Output => String("output"u8) ?? "";
}
