namespace AgenticApi.Serving;

/// <summary>Who waits in this process for entries of records. For use by several threads at once.</summary>
internal sealed class EntryWaits
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<EntryWait>> _waits = [];

    /// <summary>
    /// Reads, and again when an entry was written that may be in the range, until there is one or the time is over; also after the longest
    /// wait, although nobody was woken.
    /// </summary>
    public async ValueTask<StoredRecord?> ReadAsync(
        string id, string prefix, string after, TimeSpan wait, Func<TimeSpan> longest, TimeProvider clock, Func<ValueTask<StoredRecord?>> read, CancellationToken cancellationToken)
    {
        if (wait <= TimeSpan.Zero)
        {
            return await read().ConfigureAwait(false);
        }

        for (var start = clock.GetTimestamp(); ;)
        {
            // Before the reading, so that no write between the two is missed.
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

    /// <summary>Wakes who waits for one of these entries, which were written.</summary>
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

    /// <summary>Wakes who waits for any entry of a record, which was deleted, or of which it is not known what was written.</summary>
    public void Wake(string id)
    {
        lock (_lock)
        {
            _waits.GetValueOrDefault(id)?.ForEach(wait => wait.Wake());
        }
    }

    /// <summary>Wakes everybody.</summary>
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
