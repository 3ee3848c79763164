namespace AgenticApi.Cassettes;

/// <summary>What a handler does with requests.</summary>
public enum CassetteMode
{
    /// <summary>Answers from the cassette. Throws a <see cref="CassetteException"/> if no turn matches a request.</summary>
    Replay,

    /// <summary>Sends every request to the server, and writes a new cassette.</summary>
    Record,

    /// <summary>
    /// Answers from the cassette if a turn matches. Otherwise, sends the request to the server and adds it to the cassette. If recording is
    /// not allowed, as in continuous integration, this is <see cref="Replay"/>.
    /// </summary>
    RecordMissing,

    /// <summary>Sends every request to the server, and writes nothing.</summary>
    PassThrough,
}
