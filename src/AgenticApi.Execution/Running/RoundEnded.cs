namespace AgenticApi.Execution;

/// <summary>The round has ended: the response is complete, and its calls are answered.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Result">The response.</param>
public sealed record RoundEnded(int Round, AccumulatedResponse Result) : RunEvent(Round)
{
    /// <summary>Returns the type and the round only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(RoundEnded)} {{ {Round} }}";
}
