namespace AgenticApi.Serving;

/// <summary>A record of an <see cref="IResponseStore"/>, with the entries that were read.</summary>
/// <param name="Version">The version of the record, 1 or more. It grows with each write.</param>
/// <param name="Entries">The entries, sorted by key.</param>
public sealed record StoredRecord(long Version, IReadOnlyList<StoredEntry> Entries)
{
    /// <summary>Returns the value of an entry.</summary>
    /// <param name="key">The key of the entry.</param>
    /// <returns>The value; null if <see cref="Entries"/> has no such entry.</returns>
    public ReadOnlyMemory<byte>? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}
