using AgenticApi.Execution;
using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>A run that this host has taken, under a token that the database checks with each append.</summary>
internal sealed class PostgresRunLease : IRunLease
{
    private readonly string _runId;
    private readonly string _holder;
    private readonly long _token;
    private readonly Database _database;
    private readonly RunStatements _statements;
    private readonly PostgresRunJournalOptions _options;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly CancellationTokenSource _lost;
    private readonly CancellationTokenSource _disposed = new();
    private Task _renewals = Task.CompletedTask;
    private long _nextSequence;

    // "since" is when the lease began, by the options' clock, or a moment before.
    public PostgresRunLease(
        string runId, string holder, long token, Database database, RunStatements statements, PostgresRunJournalOptions options, long since)
    {
        (_runId, _holder, _token, _database, _statements, _options) = (runId, holder, token, database, statements, options);
        // Cancels itself unless a renewal postpones it: another host may have the run from then on.
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
    /// <remarks>Whether the record is durable makes no difference: each append is committed.</remarks>
    public async ValueTask AppendAsync(RunRecord record, bool durable, CancellationToken cancellationToken = default)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, typeof(IRunLease));
            var kind = RunRecordFormat.CheckAppend(_runId, _nextSequence, record);
            if (Lost.IsCancellationRequested)
                throw Taken();
            NpgsqlParameter[] key = [Parameter(_runId), Parameter(_token), Parameter(record.Sequence), Parameter(record.Utf8Json)];
            var added = await _database.ScalarAsync(_statements.Append, [.. key, Parameter(kind != RunRecordFormat.EndKind)], cancellationToken).ConfigureAwait(false);
            // Nothing was added. If an attempt whose answer was lost did so before, all is well, even if the run was taken since.
            if (added is null && await _database.ScalarAsync(_statements.Stored, key, cancellationToken).ConfigureAwait(false) is null)
            {
                await _lost.CancelAsync().ConfigureAwait(false);
                throw Taken();
            }
            _nextSequence++;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_disposed.IsCancellationRequested)
                return;
            await _disposed.CancelAsync().ConfigureAwait(false);
            await _renewals.ConfigureAwait(false);
            if (!Lost.IsCancellationRequested)
                await _database.ScalarAsync(_statements.Free, [Parameter(_runId), Parameter(_holder)], Lost).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException || Database.IsFailure(e))
        {
            // The lease runs out by itself.
        }
        finally
        {
            _lost.Dispose();
            _oneAtATime.Release();
        }
    }

    private static NpgsqlParameter<T> Parameter<T>(T value) => Database.Parameter(value);

    private RunTakenException Taken() =>
        new($"Run {_runId} is no longer this host's: its lease ran out, or another host has taken it. Nothing was appended.");

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
                    // The database cannot be asked. If that stays so, the lease runs out, and Lost is cancelled.
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
