using System.Text.Json;

namespace AgenticApi;

/// <summary>The output of a shell call: an output item of type <c>shell_call_output</c>.</summary>
public sealed class ShellCallOutputItem : OutputItem
{
    internal ShellCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> of the call that this item answers; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>output</c> of each command, in order; empty if absent.</summary>
    public IReadOnlyList<ShellOutput> Output => List("output"u8, json => new ShellOutput(json));

    /// <summary>
    /// The requested upper bound of output in characters (<c>max_output_length</c>); null if absent, which means no bound.
    /// </summary>
    public long? MaxOutputLength => Integer("max_output_length"u8);
}
