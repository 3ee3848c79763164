namespace AgenticApi.Serving;

/// <summary>Keeps records in memory, for as long as the process lives: for one host, and for tests.</summary>
/// <remarks>Safe for use by several threads at once.</remarks>
public sealed class InMemoryResponseStore : IResponseStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, InMemoryRecord> _records = [];
    // The one whose last write is the oldest comes first.
    private readonly LinkedList<InMemoryRecord> _byLastWrite = new();
    private readonly ResponseStoreLimits _limits;
    private readonly TimeProvider _clock;
    private long _bytes;

    /// <summary>Creates one.</summary>
    /// <param name="limits">How much it keeps; null for the defaults.</param>
    /// <param name="clock">Tells the age of records; null for the system's clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its bounds.</exception>
    public InMemoryResponseStore(ResponseStoreLimits? limits = null, TimeProvider? clock = null)
    {
        _limits = (limits ?? new()).Checked();
        _clock = clock ?? TimeProvider.System;
    }

    /// <summary>How many bytes are kept.</summary>
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
    public async ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        var start = _clock.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                Forget();
                if (!_records.TryGetValue(id, out var record))
                {
                    return null;
                }

                var entries = record.Find(prefix, after);
                if (entries.Count > 0 || wait <= TimeSpan.Zero)
                {
                    return new StoredRecord(record.Version, entries);
                }

                changed = record.Changed;
            }

            wait -= _clock.GetElapsedTime(start);
            start = _clock.GetTimestamp();
            try
            {
                await changed.WaitAsync(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                wait = TimeSpan.Zero;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        StoreNames.CheckKeys(entries);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            Forget();
            if (!_records.TryGetValue(id, out var record))
            {
                if (version != 0)
                {
                    return new(0);
                }

                record = new InMemoryRecord(id);
                _records.Add(id, record);
            }
            else if (record.Version != version)
            {
                return new(0);
            }
            else
            {
                _byLastWrite.Remove(record.Place);
            }

            _bytes -= record.Bytes;
            record.Write(entries, _clock.GetUtcNow());
            _bytes += record.Bytes;
            _byLastWrite.AddLast(record.Place);
            Forget();
            return new(record.Version);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
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

    /// <summary>Forgets what is too old or too much. The last record that was written stays.</summary>
    private void Forget()
    {
        var oldest = _clock.GetUtcNow() - _limits.MaxAge;
        while (_byLastWrite.First is { } first && (first.Value.LastWrite < oldest || (_bytes > _limits.MaxBytes && first.Next is not null)))
        {
            Remove(first.Value);
        }
    }

    private void Remove(InMemoryRecord record)
    {
        _records.Remove(record.Id);
        _byLastWrite.Remove(record.Place);
        _bytes -= record.Bytes;
        record.SignalChange();
    }
}
