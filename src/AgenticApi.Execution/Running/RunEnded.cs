namespace AgenticApi.Execution;

/// <summary>The run has ended or pauses. This is the last event.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Result">The result.</param>
public sealed record RunEnded(int Round, RunResult Result) : RunEvent(Round)
{
    /// <summary>Returns the type and the round only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(RunEnded)} {{ {Round} }}";
}
