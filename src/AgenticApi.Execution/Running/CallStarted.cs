namespace AgenticApi.Execution;

/// <summary>A tool starts.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Call">The call.</param>
public sealed record CallStarted(int Round, ToolCall Call) : RunEvent(Round)
{
    /// <summary>The kind only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(CallStarted)} {{ {Round} }}";
}
