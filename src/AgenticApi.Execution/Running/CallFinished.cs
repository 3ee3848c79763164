namespace AgenticApi.Execution;

/// <summary>A call has its output: its tool has finished, or it did not run.</summary>
/// <param name="Round">The number of the round, from 0.</param>
/// <param name="Call">The call.</param>
/// <param name="Output">The output for the model.</param>
/// <param name="Duration">The duration of the execution; zero if the tool did not run.</param>
/// <param name="Exception">The exception of the tool; null for none.</param>
public sealed record CallFinished(int Round, ToolCall Call, ToolOutput Output, TimeSpan Duration, Exception? Exception) : RunEvent(Round)
{
    /// <summary>Returns the type and the round only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(CallFinished)} {{ {Round} }}";
}
