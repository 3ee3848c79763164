using AgenticApi.Serving;
using Npgsql;

namespace AgenticApi.PostgreSql;

/// <summary>Stores the responses and conversations of gateways in PostgreSQL, for any number of hosts.</summary>
/// <remarks>
/// <para>The tables <c>agentic_response</c> and <c>agentic_response_entry</c> are created when they are first used. Each write is one
/// statement and is committed, durable or not. Whether it survives a crash of the database machine depends on <c>synchronous_commit</c>, which is
/// on by default. Deleting a row of <c>agentic_response</c> deletes the record.</para>
/// <para>Statements are retried after a lost connection, for up to <see cref="PostgresResponseStoreOptions.Patience"/>. A write whose answer was
/// lost is not repeated. A deletion whose answer was lost returns false.</para>
/// <para>A notification wakes a waiting read. The store uses one connection of the pool for notifications, beginning with the first wait. While
/// that connection is lost, waiting reads see entries of other hosts after up to 0.5 seconds; if a pooler does not forward notifications, after up
/// to 5 seconds.</para>
/// <para>Records that exceed the limits are deleted at intervals, by one host at a time. They exist until then.</para>
/// <para>Safe for use by several threads at once.</para>
/// </remarks>
public sealed class PostgresResponseStore : IResponseStore, IAsyncDisposable
{
    // How long a wait for entries makes writes send notifications. Renewed after a third, which is long compared with the polling interval.
    private static readonly TimeSpan WatchTime = TimeSpan.FromSeconds(60);

    private readonly ResponseStatements _statements;
    private readonly Database _database;
    private readonly Tables _tables;
    private readonly EntryWaits _waits = new();
    private readonly ResponseListener _listener;
    private readonly ResponseSweep _sweep;
    private volatile bool _isDisposed;

    /// <summary>Creates a store. Does not connect to the database.</summary>
    /// <param name="source">The database. The caller disposes it, after the store.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is null or out of its bounds.</exception>
    public PostgresResponseStore(NpgsqlDataSource source, PostgresResponseStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options = (options ?? new()).Checked();
        var name = Guid.NewGuid().ToString("N");
        _statements = new(options.Schema, name);
        _database = new(source, options.Patience);
        _tables = new(_statements.TablesExist, _statements.CreateTables);
        _listener = new(source, options.Schema, name, _waits);
        _sweep = new(_database, _statements, options);
    }

    /// <inheritdoc/>
    /// <exception cref="NpgsqlException">The database cannot be reached, or a statement failed.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public async ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        StoreNames.CheckRange(prefix, after);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        var (clock, watchedSince) = (TimeProvider.System, 0L);
        var start = clock.GetTimestamp();
        var record = await ReadOnceAsync().ConfigureAwait(false);
        if (record is not { Entries.Count: 0 } || wait <= TimeSpan.Zero)
            return record;
        _listener.Start();
        return await _waits.ReadAsync(
            id, prefix, after, wait - clock.GetElapsedTime(start), () => _listener.PollInterval, clock, ReadWatchedAsync, cancellationToken).ConfigureAwait(false);

        async ValueTask<StoredRecord?> ReadWatchedAsync()
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (watchedSince == 0 || clock.GetElapsedTime(watchedSince) > WatchTime / 3)
            {
                // Before reading, so that each later write sends a notification.
                watchedSince = clock.GetTimestamp();
                await _database.ScalarAsync(_statements.Watch, [Parameter(id), Parameter(prefix), Parameter(WatchTime)], cancellationToken).ConfigureAwait(false);
            }

            return await ReadOnceAsync().ConfigureAwait(false);
        }

        async ValueTask<StoredRecord?> ReadOnceAsync() => await _database.ReadAsync(
            _statements.Read, [Parameter(id), Parameter(prefix), Parameter(after)], ReadRecordAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="NpgsqlException">The database cannot be reached, or a statement failed.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public async ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        StoreNames.CheckKeys(entries);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        // A statement can change a row only once. Of several entries with the same key, the last counts.
        var (values, removed) = (new Dictionary<string, ReadOnlyMemory<byte>>(), new HashSet<string>());
        foreach (var (key, value) in entries)
        {
            values.Remove(key);
            removed.Remove(key);
            if (value is { } bytes)
                values.Add(key, bytes);
            else
                removed.Add(key);
        }

        var newVersion = await WriteAsync(id, version, values, removed, cancellationToken).ConfigureAwait(false);
        if (newVersion > 0)
            _waits.Wake(id, entries);
        return newVersion;
    }

    /// <inheritdoc/>
    /// <exception cref="NpgsqlException">The database cannot be reached, or a statement failed.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public async ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        var existed = await _database.ScalarAsync(_statements.Delete, [Parameter(id)], cancellationToken).ConfigureAwait(false) is not null;
        _waits.Wake(id);
        return existed;
    }

    /// <summary>
    /// Stops listening and deleting. Other calls must have ended before, except reads that wait: these throw an
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _sweep.DisposeAsync().ConfigureAwait(false);
        await _listener.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Deletes the records that exceed the limits now. For tests.</summary>
    internal Task<int> SweepAsync(CancellationToken cancellationToken) => _sweep.SweepAsync(cancellationToken);

    private static NpgsqlParameter<T> Parameter<T>(T value) => Database.Parameter(value);

    private async Task<long> WriteAsync(string id, long version, Dictionary<string, ReadOnlyMemory<byte>> values, HashSet<string> removed, CancellationToken cancellationToken)
    {
        var token = Random.Shared.NextInt64();
        NpgsqlParameter[] parameters = [Parameter(id), Parameter(version), Parameter(token), Parameter(values.Keys.ToArray()), Parameter(values.Values.ToArray())];
        try
        {
            var written = version == 0
                ? await _database.ScalarAsync(_statements.Create, parameters, cancellationToken).ConfigureAwait(false)
                : await _database.ScalarAsync(_statements.Update, [.. parameters, Parameter(removed.ToArray())], cancellationToken).ConfigureAwait(false);
            // Nothing was written. If an earlier attempt whose answer was lost has written, the write succeeded.
            written ??= await _database.ScalarAsync(_statements.FindWritten, [Parameter(id), Parameter(token)], cancellationToken).ConfigureAwait(false);
            return written as long? ?? 0;
        }
        catch
        {
            // The entries may have been written.
            _waits.Wake(id);
            throw;
        }
    }

    private static async Task<StoredRecord?> ReadRecordAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var (version, entries) = (0L, new List<StoredEntry>());
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            version = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                entries.Add(new(reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        }

        return version == 0 ? null : new(version, entries);
    }

    private ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        _sweep.Start();
        return _tables.CreateAsync(_database, cancellationToken);
    }
}
