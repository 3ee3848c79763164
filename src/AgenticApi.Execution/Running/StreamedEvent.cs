namespace AgenticApi.Execution;

/// <summary>An event of the response.</summary>
/// <param name="Round">The round, from 0.</param>
/// <param name="Step">The event, and its effect on the response.</param>
public sealed record StreamedEvent(int Round, ResponseStep Step) : RunEvent(Round)
{
    /// <summary>Returns the type and the round only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(StreamedEvent)} {{ {Round} }}";

    /// <summary>The event; null if it could not be read.</summary>
    public ResponseStreamEvent? Event => Step.Event;
}
