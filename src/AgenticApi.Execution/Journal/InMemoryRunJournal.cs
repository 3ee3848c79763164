namespace AgenticApi.Execution;

/// <summary>Keeps runs in memory: for tests, and for runs that are stored elsewhere as a whole (<see cref="Load"/>, <see cref="Save"/>).</summary>
/// <remarks>Safe for use by several threads at once.</remarks>
public sealed class InMemoryRunJournal : IRunJournal
{
    private readonly Dictionary<string, InMemoryRun> _runs = [];

    /// <summary>The runs that have records, at this moment.</summary>
    public IReadOnlyCollection<string> RunIds
    {
        get
        {
            lock (_runs)
                return [.. _runs.Where(run => run.Value.Records.Length > 0).Select(run => run.Key)];
        }
    }

    /// <summary>Makes a journal that holds the run of a snapshot.</summary>
    /// <param name="snapshot">The snapshot, as <see cref="RunSnapshot.Write"/> or <see cref="Save"/> made it.</param>
    /// <exception cref="RunDataException">The snapshot cannot be read.</exception>
    public static InMemoryRunJournal Load(ReadOnlySpan<byte> snapshot)
    {
        var records = RunSnapshot.Read(snapshot, out var runId);
        var journal = new InMemoryRunJournal();
        journal._runs.Add(runId, new InMemoryRun(runId, records));
        return journal;
    }

    /// <summary>Writes the records that a run has at this moment as one JSON document. The run may be taken.</summary>
    /// <param name="runId">The run.</param>
    /// <exception cref="ArgumentException">The journal has no record of this run.</exception>
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
    /// <exception cref="ArgumentException">The run id is none (see <see cref="RunRecordFormat.IsRunId"/>).</exception>
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
            : ValueTask.FromException<IRunLease>(new RunTakenException($"Run {runId} is taken in this journal."));
    }
}
