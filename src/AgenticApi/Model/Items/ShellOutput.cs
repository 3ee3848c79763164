using System.Text.Json;

namespace AgenticApi;

/// <summary>The output of one command, and how it ended.</summary>
public sealed class ShellOutput : WireObject
{
    internal ShellOutput(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The standard output (<c>stdout</c>); empty if absent.</summary>
    public string Stdout => String("stdout"u8) ?? "";

    /// <summary>The standard error (<c>stderr</c>); empty if absent.</summary>
    public string Stderr => String("stderr"u8) ?? "";

    /// <summary>How the command ended (<c>outcome</c>); null if absent, for example while it runs.</summary>
    public ShellOutcome? Outcome => Object("outcome"u8, json => new ShellOutcome(json));
}
