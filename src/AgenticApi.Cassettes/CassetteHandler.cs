using System.Runtime.CompilerServices;

namespace AgenticApi.Cassettes;

/// <summary>Makes the handler for a cassette that a test needs: the one who replays, and once in a while the one who records.</summary>
public static class CassetteHandler
{
    /// <summary>A handler for an <see cref="HttpClient"/>.</summary>
    /// <param name="path">
    /// The cassette's file. Where it is replayed it must be there; where missing turns are recorded it need not. A relative path is meant from
    /// the folder of the source file that calls (<see cref="CassettePath.BesideSource"/>); a replay also takes the file from the folder of the
    /// program.
    /// </param>
    /// <param name="mode">What the handler does with requests.</param>
    /// <param name="replay">How to replay; null for the defaults, with the redaction of <paramref name="record"/> where that is given.</param>
    /// <param name="record">How to record; null for the defaults, with the redaction of <paramref name="replay"/> where that is given.</param>
    /// <param name="innerHandler">What sends the requests that go on; null for a <see cref="SocketsHttpHandler"/>. Not used where nothing does.</param>
    /// <param name="sourceFile">The source file; the compiler gives that of the caller. Empty to take relative paths from the current directory.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mode"/> is no mode.</exception>
    /// <exception cref="CassetteException">
    /// The cassette cannot be read, the source file is not on this machine, or a recording is begun where the environment variable <c>CI</c> is set.
    /// </exception>
    public static HttpMessageHandler Create(
        string path,
        CassetteMode mode = CassetteMode.Replay,
        ReplayOptions? replay = null,
        CassetteRecordingOptions? record = null,
        HttpMessageHandler? innerHandler = null,
        [CallerFilePath] string sourceFile = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(sourceFile);
        replay ??= new() { Redaction = record?.Redaction ?? CassetteRedaction.Default };
        record ??= new() { Redaction = replay.Redaction };
        return mode switch
        {
            CassetteMode.Replay => new ReplayHandler(Load(Existing(path, sourceFile), record), replay),
            CassetteMode.Record => new RecordingHandler(new CassetteRecording(CassettePath.BesideSource(path, sourceFile), record), innerHandler),
            CassetteMode.RecordMissing when CassetteRecording.IsRefused(record) => ReplayStrictly(Existing(path, sourceFile), replay, record),
            CassetteMode.RecordMissing => RecordMissing(CassettePath.BesideSource(path, sourceFile), replay, record, innerHandler),
            CassetteMode.PassThrough => innerHandler ?? new SocketsHttpHandler(),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
        };
    }

    private static ReplayHandler RecordMissing(string path, ReplayOptions replay, CassetteRecordingOptions record, HttpMessageHandler? innerHandler)
    {
        var cassette = LoadOrBegin(path, record);
        return new ReplayHandler(new CassettePlayer(cassette, replay), new RecordingHandler(CassetteRecording.Continue(cassette, record), innerHandler));
    }

    /// <summary>Replays, and says of a request that no turn answers why it is not recorded.</summary>
    private static ReplayHandler ReplayStrictly(string path, ReplayOptions replay, CassetteRecordingOptions record)
    {
        var cassette = LoadOrBegin(path, record);
        return new ReplayHandler(new CassettePlayer(cassette, replay), miss: (request, why) => Missing(
            path, $"{(File.Exists(path) ? "" : "there is no such cassette; ")}turn {CassetteTurn.NameOf(cassette.Turns.Count + 1)} is missing: {request.Method} {request.Path}.", record)
            + (cassette.Turns.Count > 0 ? $"\n{why}" : ""));
    }

    private static Cassette LoadOrBegin(string path, CassetteRecordingOptions record) =>
        File.Exists(path) ? Cassette.Load(path) : new Cassette(path, record.Server, []);

    private static Cassette Load(string path, CassetteRecordingOptions record) =>
        File.Exists(path) || Directory.Exists(path) ? Cassette.Load(path) : throw new CassetteException(Missing(path, "there is no such cassette.", record));

    /// <summary>The file beside the source, or where that is missing, its copy in the folder of the program.</summary>
    private static string Existing(string path, string sourceFile)
    {
        var copy = Path.GetFullPath(path, AppContext.BaseDirectory);
        var beside = CassettePath.Find(path, sourceFile, AppContext.BaseDirectory, Environment.GetEnvironmentVariable(CassettePath.SourcesVariable));
        return File.Exists(copy) && !File.Exists(beside) ? copy : beside ?? CassettePath.BesideSource(path, sourceFile);
    }

    private static string Missing(string path, string what, CassetteRecordingOptions record) => CassetteRecording.IsRefused(record)
        ? $"{path}: {what} Nothing is recorded where the environment variable CI is set: run the test on your own machine with {nameof(CassetteMode)}.{nameof(CassetteMode.RecordMissing)}, and commit the cassette."
        : $"{path}: {what} {nameof(CassetteMode)}.{nameof(CassetteMode.RecordMissing)} records it.";
}
