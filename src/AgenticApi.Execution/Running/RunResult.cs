namespace AgenticApi.Execution;

/// <summary>The result of a run. Immutable.</summary>
public sealed record RunResult
{
    /// <summary>The id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The outcome.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>The reason if the outcome is <see cref="RunOutcome.Stopped"/>; otherwise <see cref="StopReason.None"/>.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>The last response; null if there was none.</summary>
    public AccumulatedResponse? Response { get; init; }

    /// <summary>The text of the last response; empty if it has none.</summary>
    public string Text => Response?.Response.OutputText ?? "";

    /// <summary>The number of rounds.</summary>
    public int Rounds { get; init; }

    /// <summary>The tokens of all rounds together; null if the server reports none.</summary>
    public ResponseUsage? Usage { get; init; }

    /// <summary>
    /// The conversation: the input, the items of the model, and an output for each of its calls. After any outcome, servers accept it as the
    /// input of another request.
    /// </summary>
    public IReadOnlyList<OutputItem> Items { get; init; } = [];

    /// <summary>The calls that wait for decisions, in order; empty unless the outcome is <see cref="RunOutcome.Waiting"/>.</summary>
    public IReadOnlyList<PendingCall> Pending { get; init; } = [];

    /// <summary>The calls whose tools are still running after they were cancelled or timed out. It can be set after any outcome.</summary>
    public IReadOnlyList<ToolCall> StillRunning { get; init; } = [];

    /// <summary>Returns the outcome and the number of rounds only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(RunResult)} {{ {Outcome}, {Rounds} rounds }}";
}
