namespace AgenticApi.Cassettes;

/// <summary>
/// Records a cassette. After each complete turn, the file is replaced in one step, so that it always has all complete turns.
/// </summary>
/// <remarks>Thread-safe. The turns are in the order of their requests.</remarks>
public sealed class CassetteRecording
{
    private readonly Lock _lock = new();
    private readonly List<CassetteTurn?> _turns;

    /// <summary>Starts a new cassette. The first turn replaces an existing file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">How to record; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="CassetteException">The environment variable <c>CI</c> is set, and the options do not allow it.</exception>
    public CassetteRecording(string path, CassetteRecordingOptions? options = null)
        : this(path, options, [])
    {
    }

    private CassetteRecording(string path, CassetteRecordingOptions? options, IEnumerable<CassetteTurn> before)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
        Options = options ?? new();
        _turns = [.. before];
        if (IsRefused(Options))
        {
            throw new CassetteException(
                $"{path}: nothing is recorded if the environment variable CI is set. "
                + "Record on your own machine, commit the cassette, and replay it in continuous integration.");
        }
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The options.</summary>
    public CassetteRecordingOptions Options { get; }

    /// <summary>The cassette with all complete turns so far.</summary>
    public Cassette Cassette
    {
        get
        {
            lock (_lock)
            {
                return new Cassette(Path, Options.Redaction.Server(Options.Server), [.. _turns.OfType<CassetteTurn>()]);
            }
        }
    }

    /// <summary>Continues a cassette. Its turns are kept, and new ones follow.</summary>
    /// <param name="cassette">The cassette to continue.</param>
    /// <param name="options">How to record; null for the defaults. If they have no server, that of the cassette is kept.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cassette"/> is null.</exception>
    /// <exception cref="CassetteException">The environment variable <c>CI</c> is set, and the options do not allow it.</exception>
    public static CassetteRecording Continue(Cassette cassette, CassetteRecordingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cassette);
        options ??= new();
        return new CassetteRecording(
            cassette.Path,
            new CassetteRecordingOptions
            {
                Server = options.Server ?? cassette.Server,
                Redaction = options.Redaction,
                KeepTimes = options.KeepTimes,
                EvenInCI = options.EvenInCI,
                TimeProvider = options.TimeProvider,
            },
            cassette.Turns);
    }

    /// <summary>Removes secrets from a complete turn, adds it, and writes the file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="response">The answer.</param>
    /// <returns>The turn as recorded. Its name is <c>t</c> and its number.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    public CassetteTurn Add(CassetteRequest request, CassetteResponse response) => Complete(Reserve(), request, response);

    /// <summary>Returns whether recording is not allowed on this machine.</summary>
    internal static bool IsRefused(CassetteRecordingOptions options) =>
        !options.EvenInCI
        && Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ci
        && ci != "0" && !ci.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reserves the place of a turn whose request is being sent.</summary>
    internal int Reserve()
    {
        lock (_lock)
        {
            string name;
            do
            {
                _turns.Add(null);
                name = CassetteTurn.NameOf(_turns.Count);
            }
            // A continued cassette may have gaps from failed requests, so the next name may already be in use.
            while (_turns.Any(turn => turn?.Name == name));

            return _turns.Count;
        }
    }

    internal CassetteTurn Complete(int place, CassetteRequest request, CassetteResponse response)
    {
        var turn = Options.Redaction.Apply(new CassetteTurn(CassetteTurn.NameOf(place), request, response));
        lock (_lock)
        {
            _turns[place - 1] = turn;
            Cassette.Save(Path);
        }

        return turn;
    }
}
