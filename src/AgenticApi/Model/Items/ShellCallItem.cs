using System.Text.Json;

namespace AgenticApi;

/// <summary>Commands for a shell, run by the server in a container or by the client. An output item of type <c>shell_call</c>.</summary>
public sealed class ShellCallItem : OutputItem
{
    internal ShellCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What the answer must name; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The commands and their limits; null where the server sent none.</summary>
    public ShellAction? Action => Object("action"u8, json => new ShellAction(json));

    /// <summary>Where they run; undefined where the server does not say.</summary>
    public JsonElement Environment => Member("environment"u8);
}
