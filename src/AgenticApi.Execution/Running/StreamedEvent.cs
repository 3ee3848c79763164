namespace AgenticApi.Execution;

/// <summary>An event of the response came.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Step">The event, and what it did to the response.</param>
public sealed record StreamedEvent(int Round, ResponseStep Step) : RunEvent(Round)
{
    /// <summary>The kind only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(StreamedEvent)} {{ {Round} }}";

    /// <summary>The event.</summary>
    public ResponseStreamEvent? Event => Step.Event;
}
