namespace AgenticApi.Cassettes;

/// <summary>
/// A cassette that is being recorded. With every turn that is complete the whole file is written anew and put in place of the old one
/// in one step, so that whatever happens between, the file holds the turns that were complete.
/// </summary>
/// <remarks>Turns may come from several threads; they stand in the order in which their requests were made.</remarks>
public sealed class CassetteRecording
{
    private readonly Lock _lock = new();
    private readonly List<CassetteTurn?> _turns;

    /// <summary>Begins a cassette. The file is written with the first turn, and what was there is replaced then.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to record; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="CassetteException">The environment variable <c>CI</c> is set, and the options do not allow for that.</exception>
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
                $"{path}: nothing is recorded where the environment variable CI is set. Record on your own machine, commit the cassette, and replay it in continuous integration.");
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How it is recorded.</summary>
    public CassetteRecordingOptions Options { get; }

    /// <summary>The cassette so far: the turns that are complete.</summary>
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

    /// <summary>Goes on with a cassette that is there: its turns stay, new ones follow.</summary>
    /// <param name="cassette">A cassette that was loaded.</param>
    /// <param name="options">How to record; null for the defaults. What the cassette says of its server stays where they say nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="cassette"/> is null.</exception>
    /// <exception cref="CassetteException">The environment variable <c>CI</c> is set, and the options do not allow for that.</exception>
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

    /// <summary>Adds a turn that is complete, redacted, and writes the file.</summary>
    /// <param name="request">What was asked.</param>
    /// <param name="response">What was answered.</param>
    /// <returns>The turn as it was kept; its name is <c>t</c> and its number.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="CassetteException">The file cannot be written.</exception>
    public CassetteTurn Add(CassetteRequest request, CassetteResponse response) => Complete(Reserve(), request, response);

    /// <summary>Whether nothing may be recorded here.</summary>
    internal static bool IsRefused(CassetteRecordingOptions options) =>
        !options.EvenInCI && Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ci && ci is not ("0" or "false");

    /// <summary>The place of a turn whose request is made now.</summary>
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
            // A cassette that is gone on with may have gaps, where requests had failed, and so a turn of this name already.
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
