using System.Text.Json;

namespace AgenticApi;

/// <summary>How a command ended: <c>exit</c> or <c>timeout</c>.</summary>
public sealed class ShellOutcome : WireObject
{
    internal ShellOutcome(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>type</c>, <c>exit</c> or <c>timeout</c>; empty if absent.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>The <c>exit_code</c>; null if absent, for example after a timeout.</summary>
    public long? ExitCode => Integer("exit_code"u8);
}
