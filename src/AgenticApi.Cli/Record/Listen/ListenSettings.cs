using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>The settings of the recording proxy.</summary>
internal sealed record ListenSettings
{
    /// <summary>The address of the server, with a slash at the end.</summary>
    public required Uri Upstream { get; init; }

    /// <summary>The path of the cassette.</summary>
    public required string Output { get; init; }

    /// <summary>The name of the server in the cassette; <see langword="null"/> for its host.</summary>
    public string? Server { get; init; }

    /// <summary>Whether the times of events are recorded.</summary>
    public bool KeepTimes { get; init; }

    /// <summary>The key that replaces the clients' authorization; <see langword="null"/> to send theirs.</summary>
    public string? Key { get; init; }

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Additional names that requests may have as <c>Host</c> and <c>Origin</c>, besides the names of this machine.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The limits for clients.</summary>
    public ServerLimits Limits { get; init; } = new();

    /// <summary>Creates the recording.</summary>
    /// <param name="secrets">The secrets that are removed from the cassette.</param>
    public CassetteRecording Recording(SeenSecrets secrets) => new(Output, new CassetteRecordingOptions
    {
        Server = Server ?? Upstream.Authority,
        Redaction = new CassetteRedaction { Replace = secrets.Redact },
        KeepTimes = KeepTimes,
        // Recording is disabled in CI by default, but a user who runs this command wants to record.
        EvenInCI = true,
    });
}
