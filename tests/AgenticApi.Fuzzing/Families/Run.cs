namespace AgenticApi.Fuzzing.Families;

/// <summary>What one fold of an input may use, and what it notes on its way.</summary>
public sealed class Run
{
    private readonly TimeSpan _most;
    private readonly TimeSpan _start = ThreadTime.Now;
    private readonly long _look;

    /// <summary>Starts now, on the current thread.</summary>
    /// <param name="most">The processor time after which the run is given up.</param>
    public Run(TimeSpan most)
    {
        _most = most;
        _look = Environment.TickCount64 + (long)most.TotalMilliseconds;
    }

    /// <summary>Called when all of the input has been read, and nothing of what it made has been given up.</summary>
    public Action? WhenRead { get; init; }

    /// <summary>The kinds of the deviations that were found.</summary>
    public HashSet<DeviationKind> Kinds { get; } = [];

    /// <exception cref="OperationCanceledException">The run takes too long.</exception>
    public void Check()
    {
        // Asking for the thread's time costs more than asking for that of the wall, which is never behind it.
        if (Environment.TickCount64 > _look && ThreadTime.Now - _start > _most)
        {
            throw new OperationCanceledException("The run takes too long.");
        }
    }

    public void Note(AccumulatedResponse result) => Kinds.UnionWith(result.Deviations.Select(deviation => deviation.Kind));
}
