using System.Text.Json;

namespace AgenticApi;

/// <summary>What one command printed, and how it ended.</summary>
public sealed class ShellOutput : WireObject
{
    internal ShellOutput(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Its standard output; empty where it printed nothing.</summary>
    public string Stdout => String("stdout"u8) ?? "";

    /// <summary>Its standard error; empty where it printed nothing.</summary>
    public string Stderr => String("stderr"u8) ?? "";

    /// <summary>How it ended; null where the server has not said yet.</summary>
    public ShellOutcome? Outcome => Object("outcome"u8, json => new ShellOutcome(json));
}
