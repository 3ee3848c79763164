using AgenticApi.Execution;

namespace AgenticApi.Cli;

/// <summary>The settings of <c>agentic-api run</c>.</summary>
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

    /// <summary>The folder that stores runs; <see langword="null"/> to store none.</summary>
    public string? JournalFolder { get; init; }

    /// <summary>The id of the run to resume; <see langword="null"/> for a new run.</summary>
    public string? Resumed { get; init; }

    /// <summary>The prompt; empty if a run is resumed.</summary>
    public string Prompt { get; init; } = "";

    public bool Json { get; init; }

    public string? Key { get; init; }

    public bool? Store { get; init; }
}
