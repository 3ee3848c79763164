namespace AgenticApi;

/// <summary>The result of reading a stream or a body. The stream and the body of the same answer give equal responses.</summary>
/// <param name="Response">The response.</param>
/// <param name="Ending">How the response ended.</param>
/// <param name="Deviations">The protocol violations, in the order in which they were found; empty if there are none.</param>
public sealed record AccumulatedResponse(Response Response, Ending Ending, IReadOnlyList<Deviation> Deviations)
{
    /// <summary>The audio of all <c>response.audio.delta</c> events, decoded and joined; empty if there are none.</summary>
    public ReadOnlyMemory<byte> Audio { get; init; }

    /// <summary>The text of all <c>response.audio.transcript.delta</c> events, joined; empty if there are none.</summary>
    public string AudioTranscript { get; init; } = "";

    /// <summary>Returns the class and the ending only, so that no content gets into a log by accident.</summary>
    public override string ToString() => $"{nameof(AccumulatedResponse)} {{ {Ending}, {Deviations.Count} deviations }}";
}
