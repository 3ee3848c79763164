using System.Diagnostics.CodeAnalysis;

namespace AgenticApi.Execution;

/// <summary>A run in memory, with at most one lease.</summary>
internal sealed class InMemoryRun(string runId, IReadOnlyList<RunRecord> records)
{
    private readonly Lock _lock = new();
    private readonly List<RunRecord> _records = [.. records];
    private object? _holder;

    /// <summary>A copy of the current records.</summary>
    public RunRecord[] Records
    {
        get
        {
            lock (_lock)
                return [.. _records];
        }
    }

    public bool TryTake([NotNullWhen(true)] out IRunLease? lease)
    {
        lock (_lock)
        {
            lease = _holder is null ? new Lease(this) : null;
            _holder ??= lease;
            return lease is not null;
        }
    }

    private sealed class Lease(InMemoryRun run) : IRunLease
    {
        public IReadOnlyList<RunRecord> Records { get; } = run.Records;

        public CancellationToken Lost => CancellationToken.None;

        public ValueTask AppendAsync(RunRecord record, bool durable, CancellationToken cancellationToken = default)
        {
            if (cancellationToken.IsCancellationRequested)
                return ValueTask.FromCanceled(cancellationToken);
            run.Append(this, record);
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            run.Free(this);
            return ValueTask.CompletedTask;
        }
    }

    private void Append(Lease lease, RunRecord record)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_holder != lease, typeof(IRunLease));
            RunRecordFormat.CheckAppend(runId, _records.Count, record);
            _records.Add(record);
        }
    }

    private void Free(Lease lease)
    {
        lock (_lock)
        {
            if (_holder == lease)
                _holder = null;
        }
    }
}
