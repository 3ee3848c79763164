namespace AgenticApi.Execution;

/// <summary>A request goes out.</summary>
/// <param name="Round">The round, from 0.</param>
public sealed record RoundStarted(int Round) : RunEvent(Round)
{
    /// <summary>The kind only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(RoundStarted)} {{ {Round} }}";
}
