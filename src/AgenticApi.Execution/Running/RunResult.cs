namespace AgenticApi.Execution;

/// <summary>What a run came to. Immutable.</summary>
public sealed record RunResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>How it ended.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>Why it stopped, where it did.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>The last response; null where none came.</summary>
    public AccumulatedResponse? Response { get; init; }

    /// <summary>What the last response says; empty where it says nothing.</summary>
    public string Text => Response?.Response.OutputText ?? "";

    /// <summary>How many rounds were run.</summary>
    public int Rounds { get; init; }

    /// <summary>The tokens of all rounds together; null where the server gives none.</summary>
    public ResponseUsage? Usage { get; init; }

    /// <summary>
    /// The conversation: what went in, what the model gave, and an output for each call of it. Whatever ended the run, a server accepts it as the
    /// input of another request.
    /// </summary>
    public IReadOnlyList<OutputItem> Items { get; init; } = [];

    /// <summary>The calls that wait for decisions, in their order; empty unless the outcome is <see cref="RunOutcome.Waiting"/>.</summary>
    public IReadOnlyList<PendingCall> Pending { get; init; } = [];

    /// <summary>The calls whose tools still run although they were cancelled or took too long; named whatever the outcome is.</summary>
    public IReadOnlyList<ToolCall> StillRunning { get; init; } = [];

    /// <summary>The outcome and the number of rounds only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(RunResult)} {{ {Outcome}, {Rounds} rounds }}";
}
