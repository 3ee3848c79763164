using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>What stands between clients and a server, and what it keeps.</summary>
internal sealed record ListenSettings
{
    /// <summary>The server, with a slash at the end.</summary>
    public required Uri Upstream { get; init; }

    /// <summary>The cassette.</summary>
    public required string Output { get; init; }

    /// <summary>What the cassette says of the server; null for its host.</summary>
    public string? Server { get; init; }

    /// <summary>Whether the times of events are kept.</summary>
    public bool KeepTimes { get; init; }

    /// <summary>The key that is sent in place of what clients send; null where theirs is sent on.</summary>
    public string? Key { get; init; }

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Names besides those of this machine that requests may have.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>What clients may take.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>The cassette that is recorded.</summary>
    /// <param name="secrets">What reaches no file.</param>
    public CassetteRecording Recording(SeenSecrets secrets) => new(Output, new CassetteRecordingOptions
    {
        Server = Server ?? Upstream.Authority,
        Redaction = new CassetteRedaction { Replace = secrets.Redact },
        KeepTimes = KeepTimes,
        // Whoever types the command means it.
        EvenInCI = true,
    });
}
