namespace AgenticApi.Execution;

/// <summary>A call waits for a decision. Its siblings run; the run pauses once all that can run has run.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Call">The call.</param>
public sealed record CallWaiting(int Round, PendingCall Call) : RunEvent(Round)
{
    /// <summary>The kind only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(CallWaiting)} {{ {Round} }}";
}
