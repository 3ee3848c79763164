namespace AgenticApi.Cassettes;

/// <summary>How a conversation is recorded.</summary>
public sealed class CassetteRecordingOptions
{
    /// <summary>The name of the server for the cassette (<c>recorded_from</c>); null for none.</summary>
    public string? Server { get; init; }

    /// <summary>What the cassette may contain. Never null; default: <see cref="CassetteRedaction.Default"/>.</summary>
    public CassetteRedaction Redaction { get; init; } = CassetteRedaction.Default;

    /// <summary>Whether to record the time of each event. Default: false, because times differ with every recording.</summary>
    public bool KeepTimes { get; init; }

    /// <summary>
    /// Whether to record even if the environment variable <c>CI</c> is set. Default: false, because in continuous integration nobody sees
    /// which requests a test sends.
    /// </summary>
    public bool EvenInCI { get; init; }

    /// <summary>The clock for <see cref="KeepTimes"/>; never null.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
