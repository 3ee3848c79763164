using System.Text.Json;

namespace AgenticApi;

/// <summary>How a command ended: <c>exit</c> or <c>timeout</c>.</summary>
public sealed class ShellOutcome : WireObject
{
    internal ShellOutcome(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Which of them; empty where the server does not say.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>The exit code; null where it ran out of time.</summary>
    public long? ExitCode => Integer("exit_code"u8);
}
