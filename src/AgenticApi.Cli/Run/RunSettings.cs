using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>What is run, and how.</summary>
internal sealed record RunSettings
{
    public required Uri BaseUrl { get; init; }

    public required string Model { get; init; }

    public string? Instructions { get; init; }

    public IReadOnlyList<Tool> Tools { get; init; } = [];

    public Continuation Continuation { get; init; }

    public int MaxRounds { get; init; }

    public int MaxParallelCalls { get; init; }

    public required ApprovedTools Approved { get; init; }

    public required GivenAnswers Answers { get; init; }

    /// <summary>Where runs are kept; null for nowhere.</summary>
    public string? JournalFolder { get; init; }

    /// <summary>The run to go on with; null for a new one.</summary>
    public string? Resumed { get; init; }

    /// <summary>What the user says; empty where a run is resumed.</summary>
    public string Prompt { get; init; } = "";

    public bool Json { get; init; }

    public string? Key { get; init; }

    public bool? Store { get; init; }
}
