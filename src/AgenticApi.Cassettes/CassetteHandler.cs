using System.Runtime.CompilerServices;

namespace AgenticApi.Cassettes;

/// <summary>Creates message handlers for tests that replay or record a cassette.</summary>
public static class CassetteHandler
{
    /// <summary>Creates a handler for an <see cref="HttpClient"/>.</summary>
    /// <param name="path">
    /// The path of the cassette. With <see cref="CassetteMode.Replay"/>, the file must exist. A relative path starts at the folder of the
    /// calling source file (<see cref="CassettePath.BesideSource"/>). If the file does not exist there, a replay also looks in the folder of
    /// the program.
    /// </param>
    /// <param name="mode">What the handler does with requests.</param>
    /// <param name="replay">How to replay; null for the defaults, with the redaction of <paramref name="record"/> if that is given.</param>
    /// <param name="record">How to record; null for the defaults, with the redaction of <paramref name="replay"/> if that is given.</param>
    /// <param name="innerHandler">Sends the requests that are not replayed; null for a <see cref="SocketsHttpHandler"/>.</param>
    /// <param name="sourceFile">The calling source file, which the compiler supplies. If it is empty, relative paths start at the current directory.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mode"/> is not a defined value.</exception>
    /// <exception cref="CassetteException">
    /// The cassette does not exist or cannot be read, the source file does not exist on this machine, or <paramref name="mode"/> is
    /// <see cref="CassetteMode.Record"/> while the environment variable <c>CI</c> is set and <paramref name="record"/> does not allow it.
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
            CassetteMode.RecordMissing when CassetteRecording.IsRefused(record) => ReplayOnly(Existing(path, sourceFile), replay, record),
            CassetteMode.RecordMissing => RecordMissing(CassettePath.BesideSource(path, sourceFile), replay, record, innerHandler),
            CassetteMode.PassThrough => innerHandler ?? new SocketsHttpHandler(),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
        };
    }

    private static ReplayHandler RecordMissing(string path, ReplayOptions replay, CassetteRecordingOptions record, HttpMessageHandler? innerHandler)
    {
        var cassette = LoadOrCreate(path, record);
        return new ReplayHandler(new CassettePlayer(cassette, replay), new RecordingHandler(CassetteRecording.Continue(cassette, record), innerHandler));
    }

    /// <summary>Creates a handler that replays. If no turn answers a request, the exception says why the request is not recorded.</summary>
    private static ReplayHandler ReplayOnly(string path, ReplayOptions replay, CassetteRecordingOptions record)
    {
        var cassette = LoadOrCreate(path, record);
        return new ReplayHandler(new CassettePlayer(cassette, replay), miss: (request, why) =>
        {
            var noFile = File.Exists(path) ? "" : "there is no such cassette; ";
            var turn = CassetteTurn.NameOf(cassette.Turns.Count + 1);
            return Missing(path, $"{noFile}turn {turn} is missing: {request.Method} {request.Path}.", record) + (cassette.Turns.Count > 0 ? $"\n{why}" : "");
        });
    }

    private static Cassette LoadOrCreate(string path, CassetteRecordingOptions record) =>
        File.Exists(path) ? Cassette.Load(path) : new Cassette(path, record.Server, []);

    private static Cassette Load(string path, CassetteRecordingOptions record) =>
        File.Exists(path) || Directory.Exists(path) ? Cassette.Load(path) : throw new CassetteException(Missing(path, "there is no such cassette.", record));

    /// <summary>Returns the file beside the source file, or if it does not exist, its copy in the folder of the program.</summary>
    private static string Existing(string path, string sourceFile)
    {
        var copy = Path.GetFullPath(path, AppContext.BaseDirectory);
        var beside = CassettePath.Find(path, sourceFile, AppContext.BaseDirectory, Environment.GetEnvironmentVariable(CassettePath.SourcesVariable));
        return File.Exists(copy) && !File.Exists(beside) ? copy : beside ?? CassettePath.BesideSource(path, sourceFile);
    }

    private static string Missing(string path, string what, CassetteRecordingOptions record) => CassetteRecording.IsRefused(record)
        ? $"{path}: {what} Nothing is recorded if the environment variable CI is set: run the test on your own machine with "
            + $"{nameof(CassetteMode)}.{nameof(CassetteMode.RecordMissing)}, and commit the cassette."
        : $"{path}: {what} {nameof(CassetteMode)}.{nameof(CassetteMode.RecordMissing)} records it.";
}
