namespace AgenticApi.Execution;

/// <summary>Stores runs in memory: for tests, and for stores that keep a run as one document (<see cref="Load"/>, <see cref="Save"/>).</summary>
/// <remarks>Safe to use from several threads.</remarks>
public sealed class InMemoryRunJournal : IRunJournal
{
    private readonly Dictionary<string, InMemoryRun> _runs = [];

    /// <summary>A copy of the ids of the runs that have records.</summary>
    public IReadOnlyCollection<string> RunIds
    {
        get
        {
            lock (_runs)
                return [.. _runs.Where(run => run.Value.Records.Length > 0).Select(run => run.Key)];
        }
    }

    /// <summary>Creates a journal with the run of a snapshot.</summary>
    /// <param name="snapshot">The snapshot, as <see cref="RunSnapshot.Write"/> or <see cref="Save"/> returned it.</param>
    /// <exception cref="RunDataException">The snapshot cannot be read.</exception>
    public static InMemoryRunJournal Load(ReadOnlySpan<byte> snapshot)
    {
        var records = RunSnapshot.Read(snapshot, out var runId);
        var journal = new InMemoryRunJournal();
        journal._runs.Add(runId, new InMemoryRun(runId, records));
        return journal;
    }

    /// <summary>Writes the current records of a run as one JSON document. The run may have a lease.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <exception cref="ArgumentException">The journal has no record of the run.</exception>
    public byte[] Save(string runId)
    {
        RunRecordFormat.CheckRunId(runId);
        lock (_runs)
        {
            return _runs.TryGetValue(runId, out var run) && run.Records is { Length: > 0 } records
                ? RunSnapshot.Write(records)
                : throw new ArgumentException($"The journal has no record of run {runId}.", nameof(runId));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The text is not a run id (see <see cref="RunRecordFormat.IsRunId"/>).</exception>
    public ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default)
    {
        RunRecordFormat.CheckRunId(runId);
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<IRunLease>(cancellationToken);
        InMemoryRun? run;
        lock (_runs)
        {
            if (!_runs.TryGetValue(runId, out run))
                _runs.Add(runId, run = new InMemoryRun(runId, []));
        }
        return run.TryTake(out var lease)
            ? ValueTask.FromResult<IRunLease>(lease)
            : ValueTask.FromException<IRunLease>(new RunTakenException($"Run {runId} has a lease in this journal. Dispose of that lease first."));
    }
}
