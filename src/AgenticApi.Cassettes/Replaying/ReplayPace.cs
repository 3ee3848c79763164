namespace AgenticApi.Cassettes;

/// <summary>How fast the events of a replayed answer arrive. The default value is <see cref="AtOnce"/>.</summary>
public readonly record struct ReplayPace
{
    private ReplayPace(bool isRecorded, TimeSpan delay)
    {
        IsRecorded = isRecorded;
        Delay = delay;
    }

    /// <summary>Without waiting.</summary>
    public static ReplayPace AtOnce => default;

    /// <summary>At the recorded times; at once if they were not recorded.</summary>
    public static ReplayPace Recorded => new(true, default);

    /// <summary>Whether events arrive at their recorded times.</summary>
    public bool IsRecorded { get; }

    /// <summary>The wait before each event; zero for none.</summary>
    public TimeSpan Delay { get; }

    /// <summary>Waits the same time before each event.</summary>
    /// <param name="delay">The wait, zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is negative.</exception>
    public static ReplayPace Every(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        return new(false, delay);
    }

    /// <summary>Returns when a chunk is due, counted from the request.</summary>
    internal TimeSpan DueOf(CassetteResponse response, int chunk) =>
        IsRecorded ? chunk < response.Times.Count ? response.Times[chunk] : TimeSpan.Zero : Delay * (chunk + 1);
}
