namespace AgenticApi.Execution.Tests.Resuming;

/// <summary>A journal that fails at one record and takes none after it, as where the process ends there or the disk is full.</summary>
/// <param name="inner">What keeps the records.</param>
/// <param name="at">The number of the record.</param>
/// <param name="keeps">Whether that record is kept all the same: the process ends when it is written, and before what follows it.</param>
internal sealed class CutJournal(IRunJournal inner, long at, bool keeps) : IRunJournal
{
    private volatile bool _isCut;

    /// <summary>Whether it came to that.</summary>
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
