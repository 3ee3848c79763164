namespace AgenticApi;

/// <summary>What a stream or a body came to. For the same answer, both give equal responses.</summary>
/// <param name="Response">The response.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Deviations">Where the server departed from the protocol, in the order in which it showed; empty where it did not.</param>
public sealed record AccumulatedResponse(Response Response, Ending Ending, IReadOnlyList<Deviation> Deviations)
{
    /// <summary>The class and the ending only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(AccumulatedResponse)} {{ {Ending}, {Deviations.Count} deviations }}";
}
