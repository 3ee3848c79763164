namespace AgenticApi.Execution;

/// <summary>A round begins: its request is about to be sent.</summary>
/// <param name="Round">The round, from 0.</param>
public sealed record RoundStarted(int Round) : RunEvent(Round)
{
    /// <summary>Returns the type and the round only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(RoundStarted)} {{ {Round} }}";
}
