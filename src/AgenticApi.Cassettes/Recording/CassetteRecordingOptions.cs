namespace AgenticApi.Cassettes;

/// <summary>How a conversation is recorded.</summary>
public sealed class CassetteRecordingOptions
{
    /// <summary>What is said of the server (<c>recorded_from</c>); null says nothing.</summary>
    public string? Server { get; init; }

    /// <summary>What of it may be kept; never null. <see cref="CassetteRedaction.Default"/> by default.</summary>
    public CassetteRedaction Redaction { get; init; } = CassetteRedaction.Default;

    /// <summary>Whether the time at which each event had come is kept. Off by default: times differ with every recording.</summary>
    public bool KeepTimes { get; init; }

    /// <summary>
    /// Whether to record although the environment variable <c>CI</c> is set. Off by default: a test that records in continuous
    /// integration would send requests that nobody sees, and pass on whatever comes back.
    /// </summary>
    public bool EvenInCI { get; init; }

    /// <summary>The clock for <see cref="KeepTimes"/>; never null.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
