namespace AgenticApi.Serving;

/// <summary>
/// Keeps the responses and conversations of a gateway, one record for each. A record has an id, a version and entries. The gateway defines
/// what the entries contain.
/// </summary>
/// <remarks>
/// <para>
/// An id has 1 to 128 of the characters A–Z, a–z, 0–9, <c>_</c> and <c>-</c>. A key has 1 to 64 of these characters and <c>/</c>; keys are
/// sorted by their bytes. A write is atomic, and a read that begins after the write has returned sees it.
/// </para>
/// <para>A store may delete a record that was not written for longer than <see cref="ResponseStoreLimits.MaxAge"/>. If the store holds more
/// than <see cref="ResponseStoreLimits.MaxBytes"/>, it may delete the records with the oldest last writes.</para>
/// <para>If a record is deleted and created again, its versions may repeat. Therefore, never use an id again.</para>
/// <para>
/// Implementations are safe for use by several threads at once. They throw if an operation fails; the gateway then answers with a server
/// error. After a write that threw, it is not known whether the write took effect.
/// </para>
/// </remarks>
public interface IResponseStore
{
    /// <summary>Reads entries of a record.</summary>
    /// <param name="id">The id of the record.</param>
    /// <param name="prefix">The prefix of the keys to read; empty for all keys.</param>
    /// <param name="after">Only entries with greater keys are returned; empty for all keys.</param>
    /// <param name="wait">
    /// How long to wait if the range has no entry. The wait ends early if an entry of the range is written, by this host or another, or if
    /// the record is deleted. Zero or less does not wait.
    /// </param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The record with the entries of the range, sorted by key; null if there is no such record.</returns>
    /// <exception cref="ArgumentException">
    /// An argument is null, the id is invalid, or the prefix or the key is neither empty nor valid.
    /// </exception>
    /// <exception cref="StoredDataException">The stored data of this record is damaged.</exception>
    ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Adds, replaces and removes entries of a record.</summary>
    /// <param name="id">The id of the record.</param>
    /// <param name="version">The version that the record must have. 0 creates the record, which must not exist.</param>
    /// <param name="entries">
    /// The entries. If two have the same key, the later one is used. Without entries, the record only gets a new version.
    /// </param>
    /// <param name="durable">
    /// Whether the write must survive a crash of the machine once the task has completed; otherwise it must survive a crash of the process.
    /// A store may guarantee more or less and documents it.
    /// </param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>The new, greater version of the record; 0 if the record has another version and nothing was written.</returns>
    /// <exception cref="ArgumentException">An argument is null, or the id or a key is invalid.</exception>
    /// <exception cref="StoredDataException">The stored data of this record is damaged.</exception>
    ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken);

    /// <summary>Deletes a record, even if it is damaged.</summary>
    /// <param name="id">The id of the record.</param>
    /// <param name="cancellationToken">Cancels the deletion.</param>
    /// <returns>Whether the record existed.</returns>
    /// <exception cref="ArgumentException">The id is null or invalid.</exception>
    ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken);
}
