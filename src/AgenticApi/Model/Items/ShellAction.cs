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

    /// <summary>The <c>commands</c>, in order; empty if absent.</summary>
    public IReadOnlyList<string> Commands => List("commands"u8, json => JsonText.GetString(json) ?? "");

    /// <summary>The time limit in milliseconds (<c>timeout_ms</c>); null if absent, which means no limit.</summary>
    public long? TimeoutMs => Integer("timeout_ms"u8);

    /// <summary>The upper bound of output in characters (<c>max_output_length</c>); null if absent, which means no bound.</summary>
    public long? MaxOutputLength => Integer("max_output_length"u8);
}
