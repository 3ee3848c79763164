namespace AgenticApi.Serving;

/// <summary>A record of an <see cref="InMemoryResponseStore"/>, whose lock its callers hold.</summary>
internal sealed class InMemoryRecord
{
    // What a record and an entry take besides their bytes, about.
    private const int Overhead = 100;

    private readonly SortedList<string, ReadOnlyMemory<byte>> _entries = new(StringComparer.Ordinal);
    private TaskCompletionSource? _changed;

    public InMemoryRecord(string id)
    {
        Id = id;
        Place = new(this);
        Bytes = Overhead + id.Length;
    }

    public string Id { get; }

    public LinkedListNode<InMemoryRecord> Place { get; }

    public long Version { get; private set; }

    public long Bytes { get; private set; }

    public DateTimeOffset LastWrite { get; private set; }

    /// <summary>Ends when the record is written or deleted.</summary>
    public Task Changed => (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public List<StoredEntry> Find(string prefix, string after)
    {
        var found = new List<StoredEntry>();
        for (var i = FirstAfter(after); i < _entries.Count; i++)
        {
            var key = _entries.GetKeyAtIndex(i);
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                found.Add(new(key, _entries.GetValueAtIndex(i)));
            }
        }

        return found;
    }

    public void Write(IReadOnlyList<StoredEntry> entries, DateTimeOffset time)
    {
        foreach (var (key, value) in entries)
        {
            if (_entries.Remove(key, out var old))
            {
                Bytes -= Overhead + key.Length + old.Length;
            }

            if (value is { } bytes)
            {
                _entries.Add(key, bytes);
                Bytes += Overhead + key.Length + bytes.Length;
            }
        }

        Version++;
        LastWrite = time;
        SignalChange();
    }

    public void SignalChange()
    {
        _changed?.SetResult();
        _changed = null;
    }

    private int FirstAfter(string after)
    {
        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(_entries.GetKeyAtIndex(middle), after) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
