namespace AgenticApi.Execution;

/// <summary>The tool of a call starts.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Call">The call.</param>
public sealed record CallStarted(int Round, ToolCall Call) : RunEvent(Round)
{
    /// <summary>Returns the type and the round only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(CallStarted)} {{ {Round} }}";
}
