using System.Text.Json;

namespace AgenticApi;

/// <summary>A command for the shell of the client, in the older form: an output item of type <c>local_shell_call</c>.</summary>
public sealed class LocalShellCallItem : OutputItem
{
    internal LocalShellCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> that the output must name; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>action</c> with command, environment and time limit; undefined if absent.</summary>
    public JsonElement Action => Member("action"u8);
}
