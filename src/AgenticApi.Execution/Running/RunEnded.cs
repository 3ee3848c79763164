namespace AgenticApi.Execution;

/// <summary>The run has ended or pauses: the last event.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Result">What it came to.</param>
public sealed record RunEnded(int Round, RunResult Result) : RunEvent(Round)
{
    /// <summary>The kind only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(RunEnded)} {{ {Round} }}";
}
