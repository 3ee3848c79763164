namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>A journal that fails at one record and accepts none after it, as if the process had ended or the disk were full.</summary>
/// <param name="inner">The journal that stores the records.</param>
/// <param name="at">The number of the record.</param>
/// <param name="keeps">Whether that record is stored nevertheless: the process ends after it is written, and before it has an effect.</param>
internal sealed class CutJournal(IRunJournal inner, long at, bool keeps) : IRunJournal
{
    private volatile bool _isCut;

    /// <summary>Whether the journal has failed.</summary>
    public bool IsCut => _isCut;

    /// <summary>The kind of the record.</summary>
    public string? Kind { get; private set; }

    public async ValueTask<IRunLease> TakeAsync(string runId, CancellationToken cancellationToken = default) =>
        new Lease(this, await inner.TakeAsync(runId, cancellationToken));

    private sealed class Lease(CutJournal journal, IRunLease inner) : IRunLease
    {
        public IReadOnlyList<RunRecord> Records => inner.Records;

        public CancellationToken Lost => inner.Lost;

        public async ValueTask AppendAsync(RunRecord record, bool durable, CancellationToken cancellationToken = default)
        {
            var isHere = record.Sequence == journal.At && !journal._isCut;
            if (isHere && journal.Keeps)
            {
                await inner.AppendAsync(record, durable, cancellationToken);
            }

            if (isHere)
            {
                journal.Kind = record.Json.GetProperty("kind").GetString();
                journal._isCut = true;
            }

            if (journal._isCut)
            {
                throw new IOException("No space left on device.");
            }

            await inner.AppendAsync(record, durable, cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private long At => at;

    private bool Keeps => keeps;
}
