namespace AgenticApi.Execution;

/// <summary>The stream broke and the request is repeated. Discard the text and calls of this round that were streamed so far.</summary>
/// <param name="Round">The round, from 0.</param>
public sealed record RoundRestarted(int Round) : RunEvent(Round)
{
    /// <summary>Returns the type and the round only, so that no content gets into a log.</summary>
    public override string ToString() => $"{nameof(RoundRestarted)} {{ {Round} }}";
}
