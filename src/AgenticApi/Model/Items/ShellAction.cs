using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>The commands of a shell call, and their limits.</summary>
public sealed class ShellAction : WireObject
{
    internal ShellAction(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The commands, in order; empty where none came.</summary>
    public IReadOnlyList<string> Commands => List("commands"u8, json => JsonText.GetString(json) ?? "");

    /// <summary>The most milliseconds that they may take; null where there is no bound.</summary>
    public long? TimeoutMs => Integer("timeout_ms"u8);

    /// <summary>The most characters of output that are wanted; null where there is no bound.</summary>
    public long? MaxOutputLength => Integer("max_output_length"u8);
}
