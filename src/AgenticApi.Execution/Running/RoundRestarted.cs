namespace AgenticApi.Execution;

/// <summary>The stream broke and the request is sent again: the text of this round that came so far does not count.</summary>
/// <param name="Round">The round, from 0.</param>
public sealed record RoundRestarted(int Round) : RunEvent(Round)
{
    /// <summary>The kind only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(RoundRestarted)} {{ {Round} }}";
}
