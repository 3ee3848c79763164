using System.Text.Json;

namespace AgenticApi;

/// <summary>What the commands of a shell call printed. An output item of type <c>shell_call_output</c>.</summary>
public sealed class ShellCallOutputItem : OutputItem
{
    internal ShellCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The call that it answers; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>What each command printed, in order; empty where nothing came.</summary>
    public IReadOnlyList<ShellOutput> Output => List("output"u8, json => new ShellOutput(json));

    /// <summary>The most characters of output that were asked for; null where there is no bound.</summary>
    public long? MaxOutputLength => Integer("max_output_length"u8);
}
