namespace AgenticApi.Serving;

/// <summary>A record of an <see cref="InMemoryResponseStore"/>, whose lock its callers hold.</summary>
internal sealed class InMemoryRecord
{
    // What a record and an entry take besides their bytes, about.
    private const int Overhead = 100;

    private readonly EntryList<ReadOnlyMemory<byte>> _entries = new();

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
