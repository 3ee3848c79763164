namespace AgenticApi.Cassettes;

/// <summary>Makes the handler for a cassette that a test needs: the one who replays, and once in a while the one who records.</summary>
public static class CassetteHandler
{
    /// <summary>A handler for an <see cref="HttpClient"/>.</summary>
    /// <param name="path">The cassette's file. Where it is replayed it must be there; where missing turns are recorded it need not.</param>
    /// <param name="mode">What the handler does with requests.</param>
    /// <param name="replay">How to replay; null for the defaults, with the redaction of <paramref name="record"/> where that is given.</param>
    /// <param name="record">How to record; null for the defaults, with the redaction of <paramref name="replay"/> where that is given.</param>
    /// <param name="innerHandler">What sends the requests that go on; null for a <see cref="SocketsHttpHandler"/>. Not used where nothing does.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mode"/> is no mode.</exception>
    /// <exception cref="CassetteException">The cassette cannot be read, or a recording is begun where the environment variable <c>CI</c> is set.</exception>
    public static HttpMessageHandler Create(
        string path,
        CassetteMode mode = CassetteMode.Replay,
        ReplayOptions? replay = null,
        CassetteRecordingOptions? record = null,
        HttpMessageHandler? innerHandler = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        replay ??= new() { Redaction = record?.Redaction ?? CassetteRedaction.Default };
        record ??= new() { Redaction = replay.Redaction };
        return mode switch
        {
            CassetteMode.Replay => new ReplayHandler(Cassette.Load(path), replay),
            CassetteMode.Record => new RecordingHandler(new CassetteRecording(path, record), innerHandler),
            CassetteMode.RecordMissing => RecordMissing(path, replay, record, innerHandler),
            CassetteMode.PassThrough => innerHandler ?? new SocketsHttpHandler(),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
        };
    }

    private static ReplayHandler RecordMissing(string path, ReplayOptions replay, CassetteRecordingOptions record, HttpMessageHandler? innerHandler)
    {
        var cassette = File.Exists(path) ? Cassette.Load(path) : new Cassette(path, record.Server, []);
        var player = new CassettePlayer(cassette, replay);
        return CassetteRecording.IsRefused(record)
            ? new ReplayHandler(player)
            : new ReplayHandler(player, new RecordingHandler(CassetteRecording.Continue(cassette, record), innerHandler));
    }
}
