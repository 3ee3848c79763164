namespace AgenticApi.Serving;

/// <summary>A record of an <see cref="IResponseStore"/>, with the entries that were asked for.</summary>
/// <param name="Version">How often the record was written, or any other number that grows with each write; 1 or more.</param>
/// <param name="Entries">The entries, in the order of their keys.</param>
public sealed record StoredRecord(long Version, IReadOnlyList<StoredEntry> Entries)
{
    /// <summary>The value of an entry.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value; null if there is no such entry among <see cref="Entries"/>.</returns>
    public ReadOnlyMemory<byte>? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}
