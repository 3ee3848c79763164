using System.Text.Json;

namespace AgenticApi;

/// <summary>The answer to a local shell call. An output item of type <c>local_shell_call_output</c>.</summary>
public sealed class LocalShellCallOutputItem : OutputItem
{
    internal LocalShellCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The call that it answers; null where only the id says.</summary>
    public string? CallId => String("call_id"u8);

    /// <summary>JSON text; empty where none came.</summary>
    public string Output => String("output"u8) ?? "";
}
