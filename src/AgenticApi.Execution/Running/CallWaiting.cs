namespace AgenticApi.Execution;

/// <summary>A call waits for a decision. The other calls of the round run, and the run pauses when they have finished.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Call">The call.</param>
public sealed record CallWaiting(int Round, PendingCall Call) : RunEvent(Round)
{
    /// <summary>Returns the type and the round only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(CallWaiting)} {{ {Round} }}";
}
