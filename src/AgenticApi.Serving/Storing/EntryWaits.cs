namespace AgenticApi.Serving;

/// <summary>The readers in this process that wait for entries of records. Safe for use by several threads at once.</summary>
internal sealed class EntryWaits
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<EntryWait>> _waits = [];

    /// <summary>
    /// Reads a range of entries. While the range is empty, reads it again each time an entry in it is written, until
    /// <paramref name="wait"/> has elapsed.
    /// </summary>
    /// <param name="id">The id of the record.</param>
    /// <param name="prefix">The prefix of the keys.</param>
    /// <param name="after">The key after which the range begins.</param>
    /// <param name="wait">How long to wait in all; zero or less reads once.</param>
    /// <param name="longest">Returns how long to wait at most before the range is read again without a wake-up.</param>
    /// <param name="clock">The clock that measures the waits.</param>
    /// <param name="read">Reads the range once; null means that there is no such record.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<StoredRecord?> ReadAsync(
        string id, string prefix, string after, TimeSpan wait, Func<TimeSpan> longest, TimeProvider clock, Func<ValueTask<StoredRecord?>> read, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero)
        {
            return await read().ConfigureAwait(false);
        }

        for (var start = clock.GetTimestamp(); ;)
        {
            // The wait begins before the read, so that no write between the two is missed.
            using var entryWait = Begin(id, prefix, after);
            var record = await read().ConfigureAwait(false);
            var left = wait - clock.GetElapsedTime(start);
            if (record is not { Entries.Count: 0 } || left <= TimeSpan.Zero)
            {
                return record;
            }

            var most = longest();
            await entryWait.WokenAsync(left < most ? left : most, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Wakes the readers that wait for one of the written entries.</summary>
    public void Wake(string id, IReadOnlyList<StoredEntry> written)
    {
        lock (_lock)
        {
            foreach (var wait in _waits.GetValueOrDefault(id) ?? [])
            {
                if (written.Any(wait.IsFor))
                {
                    wait.Wake();
                }
            }
        }
    }

    /// <summary>Wakes all readers of a record: it was deleted, or it is not known which entries were written.</summary>
    public void Wake(string id)
    {
        lock (_lock)
        {
            _waits.GetValueOrDefault(id)?.ForEach(wait => wait.Wake());
        }
    }

    /// <summary>Wakes all readers of all records.</summary>
    public void WakeAll()
    {
        lock (_lock)
        {
            foreach (var wait in _waits.Values.SelectMany(waits => waits))
            {
                wait.Wake();
            }
        }
    }

    public void End(EntryWait wait)
    {
        lock (_lock)
        {
            var waits = _waits[wait.Id];
            waits.Remove(wait);
            if (waits.Count == 0)
            {
                _waits.Remove(wait.Id);
            }
        }
    }

    private EntryWait Begin(string id, string prefix, string after)
    {
        var wait = new EntryWait(this, id, prefix, after);
        lock (_lock)
        {
            if (!_waits.TryGetValue(id, out var waits))
            {
                _waits.Add(id, waits = []);
            }

            waits.Add(wait);
        }

        return wait;
    }
}
