using AgenticApi.Execution;
using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>The lease on a run. The database checks its token with each append.</summary>
internal sealed class PostgresRunLease : IRunLease
{
    private readonly string _runId;
    private readonly string _holder;
    private readonly long _token;
    private readonly Database _database;
    private readonly RunStatements _statements;
    private readonly PostgresRunJournalOptions _options;
    private readonly SemaphoreSlim _appendLock = new(1);
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _disposed = new();
    private Task _renewals = Task.CompletedTask;
    private long _nextSequence;

    // "since" is a timestamp of the options' clock, taken before the lease began.
    public PostgresRunLease(
        string runId, string holder, long token, Database database, RunStatements statements, PostgresRunJournalOptions options, long since)
    {
        (_runId, _holder, _token, _database, _statements, _options) = (runId, holder, token, database, statements, options);
        // Cancelled when the lease expires, because another host may take the run then. Each renewal postpones it.
        _lost = new CancellationTokenSource(Remaining(since), options.Clock);
        Lost = _lost.Token;
    }

    public IReadOnlyList<RunRecord> Records { get; private set; } = [];

    public CancellationToken Lost { get; }

    /// <summary>Reads the records and begins to renew the lease.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        _renewals = RenewAsync();
        Records = await _database.ReadAsync(_statements.Records, [Parameter(_runId)], ReadRecordsAsync, cancellationToken).ConfigureAwait(false);
        _nextSequence = Records.Count;
    }

    /// <inheritdoc/>
    /// <remarks>Each append is committed, durable or not.</remarks>
    public async ValueTask AppendAsync(RunRecord record, bool durable, CancellationToken cancellationToken = default)
    {
        await _appendLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, typeof(IRunLease));
            var kind = RunRecordFormat.CheckAppend(_runId, _nextSequence, record);
            if (Lost.IsCancellationRequested)
                throw Taken();
            NpgsqlParameter[] key = [Parameter(_runId), Parameter(_token), Parameter(record.Sequence), Parameter(record.Utf8Json)];
            var added = await _database.ScalarAsync(_statements.Append, [.. key, Parameter(kind != RunRecordFormat.EndKind)], cancellationToken).ConfigureAwait(false);
            // No row was inserted. If an earlier attempt whose answer was lost has inserted the record, the append succeeded, even if another host
            // has taken the run since.
            if (added is null && await _database.ScalarAsync(_statements.FindAppended, key, cancellationToken).ConfigureAwait(false) is null)
            {
                await _lost.CancelAsync().ConfigureAwait(false);
                throw Taken();
            }
            _nextSequence++;
        }
        finally
        {
            _appendLock.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _appendLock.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_disposed.IsCancellationRequested)
                return;
            await _disposed.CancelAsync().ConfigureAwait(false);
            await _renewals.ConfigureAwait(false);
            if (!Lost.IsCancellationRequested)
                await _database.ScalarAsync(_statements.Release, [Parameter(_runId), Parameter(_holder)], Lost).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException || Database.IsFailure(e))
        {
            // The lease expires.
        }
        finally
        {
            _lost.Dispose();
            _appendLock.Release();
        }
    }

    private static NpgsqlParameter<T> Parameter<T>(T value) => Database.Parameter(value);

    private RunTakenException Taken() =>
        new($"This host has lost run {_runId}: its lease has expired, or another host has taken the run. Nothing was appended.");

    private TimeSpan Remaining(long since)
    {
        var remaining = _options.Lease - _options.Clock.GetElapsedTime(since);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    private async Task RenewAsync()
    {
        var (lostOrDisposed, interval) = (CancellationTokenSource.CreateLinkedTokenSource(Lost, _disposed.Token), _options.Lease / 3);
        using (lostOrDisposed)
        {
            while (!lostOrDisposed.IsCancellationRequested)
            {
                try
                {
                    await Task.Delay(interval, _options.Clock, lostOrDisposed.Token).ConfigureAwait(false);
                    var since = _options.Clock.GetTimestamp();
                    var renewed = await _database.ScalarAsync(
                        _statements.Renew, [Parameter(_runId), Parameter(_token), Parameter(_options.Lease)], lostOrDisposed.Token).ConfigureAwait(false);
                    if (renewed is null)
                        await _lost.CancelAsync().ConfigureAwait(false);
                    else
                        _lost.CancelAfter(Remaining(since));
                }
                catch (OperationCanceledException)
                {
                    return;
                }
                catch (Exception e) when (Database.IsFailure(e))
                {
                    // The database is not available. If it does not recover, the lease expires and Lost is cancelled.
                }
            }
        }
    }

    private async Task<List<RunRecord>> ReadRecordsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var records = new List<RunRecord>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (reader.GetInt64(0) != records.Count)
                throw new RunDataException($"agentic_run_record: record {records.Count} of run {_runId} is missing.");
            records.Add(RunRecordFormat.Read(_runId, records.Count, reader.GetFieldValue<byte[]>(1), "agentic_run_record"));
        }
        return records;
    }
}
