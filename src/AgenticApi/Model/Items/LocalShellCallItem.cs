using System.Text.Json;

namespace AgenticApi;

/// <summary>A command for the client's shell, in the older form. An output item of type <c>local_shell_call</c>.</summary>
public sealed class LocalShellCallItem : OutputItem
{
    internal LocalShellCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What the answer must name; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The action with command, environment and time limit; undefined where absent.</summary>
    public JsonElement Action => Member("action"u8);
}
