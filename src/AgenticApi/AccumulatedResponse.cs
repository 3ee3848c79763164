namespace AgenticApi;

/// <summary>What a stream or a body came to. For the same answer, both give equal responses.</summary>
/// <param name="Response">The response.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Deviations">Where the server departed from the protocol, in the order in which it showed; empty where it did not.</param>
public sealed record AccumulatedResponse(Response Response, Ending Ending, IReadOnlyList<Deviation> Deviations)
{
    /// <summary>The audio of <c>response.audio.delta</c> events, decoded and joined; empty where there were none.</summary>
    public ReadOnlyMemory<byte> Audio { get; init; }

    /// <summary>The text of <c>response.audio.transcript.delta</c> events, joined; empty where there were none.</summary>
    public string AudioTranscript { get; init; } = "";

    /// <summary>The class and the ending only: content never gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(AccumulatedResponse)} {{ {Ending}, {Deviations.Count} deviations }}";
}
