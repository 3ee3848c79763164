namespace AgenticApi.Execution;

/// <summary>A call was answered: its tool has finished, or it could not run.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Call">The call.</param>
/// <param name="Output">What the model is told.</param>
/// <param name="Duration">How long the tool ran; zero where none ran.</param>
/// <param name="Exception">What the tool threw; null where it threw nothing.</param>
public sealed record CallFinished(int Round, ToolCall Call, ToolOutput Output, TimeSpan Duration, Exception? Exception) : RunEvent(Round)
{
    /// <summary>The kind only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(CallFinished)} {{ {Round} }}";
}
