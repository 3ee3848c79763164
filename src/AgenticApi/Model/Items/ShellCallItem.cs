using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// Commands for a shell, which run in a container of the server or on the client: an output item of type <c>shell_call</c>.
/// </summary>
public sealed class ShellCallItem : OutputItem
{
    internal ShellCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> that the output must name; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The commands and their limits (<c>action</c>); null if absent.</summary>
    public ShellAction? Action => Object("action"u8, json => new ShellAction(json));

    /// <summary>Where the commands run (<c>environment</c>); undefined if absent.</summary>
    public JsonElement Environment => Member("environment"u8);
}
