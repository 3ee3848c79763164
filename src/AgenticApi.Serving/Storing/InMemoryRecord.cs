namespace AgenticApi.Serving;

/// <summary>A record of an <see cref="InMemoryResponseStore"/>. Callers must hold the lock of the store.</summary>
internal sealed class InMemoryRecord
{
    // About how many bytes a record or an entry uses besides its id, key and value.
    private const int Overhead = 100;

    private readonly EntryList<ReadOnlyMemory<byte>> _entries = new();

    public InMemoryRecord(string id)
    {
        Id = id;
        Node = new(this);
        Bytes = Overhead + id.Length;
    }

    public string Id { get; }

    /// <summary>The node of the record in the store's list of records by last write.</summary>
    public LinkedListNode<InMemoryRecord> Node { get; }

    public long Version { get; private set; }

    public long Bytes { get; private set; }

    public DateTimeOffset LastWrite { get; private set; }

    public StoredRecord Find(string prefix, string after) =>
        new(Version, [.. _entries.Find(prefix, after).Select(entry => new StoredEntry(entry.Key, entry.Value))]);

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
    }
}
