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
/// <para>Versions of a record that is deleted and created again may repeat, so an id is used once.</para>
/// <para>Implementations are safe for use by several threads at once. What fails is thrown: the gateway answers that its store failed. After
/// a write that threw, it is not known whether it took effect.</para>
/// </remarks>
public interface IResponseStore
{
    /// <summary>Reads entries of a record.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="prefix">What the keys begin with; empty for all.</param>
    /// <param name="after">The key after which the entries come; empty for all.</param>
    /// <param name="wait">
    /// How long to wait for an entry if there is none: until one is written, by this host or another, the record is deleted, or the time is
    /// over. Zero or less does not wait.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The record with these entries, in the order of their keys, perhaps none; null if there is no such record.</returns>
    /// <exception cref="ArgumentException">The id is none, or another argument cannot begin a key.</exception>
    /// <exception cref="StoredDataException">What is kept of this record is damaged.</exception>
    ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Writes entries of a record: adds, replaces and removes.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="version">The version that the record must have; 0 if it must not exist, and the write creates it.</param>
    /// <param name="entries">The entries. Of two with the same key, the later counts. Without any, the record only gets a new version.</param>
    /// <param name="durable">
    /// Whether the write survives the end of the machine when the task is done; otherwise it survives the end of the process. A store may
    /// make more or less of it, and says so.
    /// </param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The record's new version, which is greater; 0 if the record has another version, and nothing was written.</returns>
    /// <exception cref="ArgumentException">The id or a key is none.</exception>
    /// <exception cref="StoredDataException">What is kept of this record is damaged.</exception>
    ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken);

    /// <summary>Deletes a record, also a damaged one.</summary>
    /// <param name="id">The record's id.</param>
    /// <param name="cancellationToken">Ends the deletion.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="ArgumentException">The id is none.</exception>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken);
}
