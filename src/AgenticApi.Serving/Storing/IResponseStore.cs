namespace AgenticApi.Serving;

/// <summary>
/// Keeps what a gateway must find again: a record for each response and each conversation. A record has an id, a version and entries; what
/// stands in the entries is the gateway's.
/// </summary>
/// <remarks>
/// <para>An id has 1 to 128 of the characters A–Z, a–z, 0–9, <c>_</c> and <c>-</c>. A key has 1 to 64 of these and <c>/</c>, and keys are
/// ordered by their bytes. A write takes effect whole or not at all, and a read that begins after it sees it.</para>
/// <para>A store may forget a record that was not written for longer than <see cref="ResponseStoreLimits.MaxAge"/>, and the one whose last
/// write is the oldest where it holds more than <see cref="ResponseStoreLimits.MaxBytes"/>.</para>
/// <para>Implementations are safe for use by several threads at once. What fails is thrown: the gateway answers that its store failed.</para>
/// </remarks>
public interface IResponseStore
{
    /// <summary>Reads entries of a record.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="after">The key after which the entries come; empty for all.</param>
    /// <param name="wait">
    /// How long to wait for an entry if there is none: until one is written, by this host or another, the record is deleted, or the time is
    /// over. Zero does not wait.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The record with these entries, in the order of their keys, perhaps none; null if there is no such record.</returns>
    ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Writes entries of a record: adds, replaces and removes.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="version">The version that the record must have; 0 if it must not exist, and the write creates it.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The record's new version, which is greater; 0 if the record has another version, and nothing was written.</returns>
    ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, CancellationToken cancellationToken);

    /// <summary>Deletes a record.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="cancellationToken">Ends the deletion.</param>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken);
}
