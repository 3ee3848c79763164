namespace AgenticApi.Serving;

/// <summary>Keeps records in memory until the process ends. For one host, and for tests.</summary>
/// <remarks>Safe for use by several threads at once.</remarks>
public sealed class InMemoryResponseStore : IResponseStore
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly EntryWaits _waits = new();
    private readonly Dictionary<string, InMemoryRecord> _records = [];
    // The record with the oldest last write comes first.
    private readonly LinkedList<InMemoryRecord> _byLastWrite = new();
    private readonly ResponseStoreLimits _limits;
    private readonly TimeProvider _clock;
    private long _bytes;

    /// <summary>Creates an empty store.</summary>
    /// <param name="limits">The limits of the store; null for the defaults.</param>
    /// <param name="clock">The clock that measures the age of records; null for the system's clock.</param>
    public InMemoryResponseStore(ResponseStoreLimits? limits = null, TimeProvider? clock = null)
    {
        _limits = limits ?? new();
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>Gets how many bytes are kept: ids, keys and values, plus about 100 bytes for each record and each entry.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        StoreNames.CheckRange(prefix, after);
        cancellationToken.ThrowIfCancellationRequested();
        return _waits.ReadAsync(id, prefix, after, wait, () => LongestWait, _clock, () => new(Read(id, prefix, after)), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks><paramref name="durable"/> has no effect: no write survives the end of the process.</remarks>
    public ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        StoreNames.CheckKeys(entries);
        cancellationToken.ThrowIfCancellationRequested();
        var newVersion = Write(id, version, entries);
        if (newVersion > 0)
        {
            _waits.Wake(id, entries);
        }

        return new(newVersion);
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Forget();
            var isThere = _records.TryGetValue(id, out var record);
            if (isThere)
            {
                Remove(record!);
            }

            return new(isThere);
        }
    }

    private StoredRecord? Read(string id, string prefix, string after)
    {
        lock (_lock)
        {
            Forget();
            return _records.GetValueOrDefault(id)?.Find(prefix, after);
        }
    }

    private long Write(string id, long version, IReadOnlyList<StoredEntry> entries)
    {
        lock (_lock)
        {
            Forget();
            if (!_records.TryGetValue(id, out var record))
            {
                if (version != 0)
                {
                    return 0;
                }

                record = new InMemoryRecord(id);
                _records.Add(id, record);
                _bytes += record.Bytes;
            }
            else if (record.Version != version)
            {
                return 0;
            }
            else
            {
                _byLastWrite.Remove(record.Node);
            }

            _bytes -= record.Bytes;
            record.Write(entries, _clock.GetUtcNow());
            _bytes += record.Bytes;
            _byLastWrite.AddLast(record.Node);
            Forget();
            return record.Version;
        }
    }

    /// <summary>
    /// Removes records that are too old, and the oldest while the store is too large. The last written record is never too large.
    /// </summary>
    private void Forget()
    {
        var now = _clock.GetUtcNow();
        while (_byLastWrite.First is { } first && (now - first.Value.LastWrite > _limits.MaxAge || (_bytes > _limits.MaxBytes && first.Next is not null)))
        {
            Remove(first.Value);
        }
    }

    private void Remove(InMemoryRecord record)
    {
        _records.Remove(record.Id);
        _byLastWrite.Remove(record.Node);
        _bytes -= record.Bytes;
        _waits.Wake(record.Id);
    }
}
