namespace AgenticApi.Execution;

/// <summary>A response has ended, and all its calls are answered or wait.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Result">The response.</param>
public sealed record RoundEnded(int Round, AccumulatedResponse Result) : RunEvent(Round)
{
    /// <summary>The kind only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(RoundEnded)} {{ {Round} }}";
}
