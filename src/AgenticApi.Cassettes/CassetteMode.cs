namespace AgenticApi.Cassettes;

/// <summary>What a handler does with requests.</summary>
public enum CassetteMode
{
    /// <summary>Answers from the cassette; a request that no turn answers fails.</summary>
    Replay,

    /// <summary>Sends every request on, and writes the cassette anew.</summary>
    Record,

    /// <summary>
    /// Answers from the cassette where a turn does; sends any other request on, and adds it to the cassette. Where recording is refused,
    /// as in continuous integration, it is <see cref="Replay"/>.
    /// </summary>
    RecordMissing,

    /// <summary>Sends every request on, and writes nothing.</summary>
    PassThrough,
}
