using AgenticApi.Execution;
using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Serving;

/// <summary>Keeps records in a folder, one file for each record, for one process on one host.</summary>
/// <remarks>
/// <para>
/// A write appends to the file of its record. It survives a crash of the process. A durable write is flushed to the disk together with all
/// earlier writes of its record, so it also survives a crash of the machine. An incomplete write that a crash left at the end of a file was
/// never reported as written; it is removed. A file is rewritten when more than half of it, and at least 64 KiB, is no longer needed.
/// </para>
/// <para>The store locks the folder while it is open. The operating system releases the lock when the process ends. The folder must be on a
/// file system that supports locks (a local one), and <c>System.IO.DisableFileLocking</c> must not be set. For several processes or hosts,
/// use PostgreSQL.</para>
/// <para>The file of a record is read when the record is first used. If the file is damaged, reading or writing this record throws a
/// <see cref="StoredDataException"/>; the record can still be deleted. The age of a record is the age of its file.</para>
/// <para>Safe for use by several threads at once.</para>
/// </remarks>
public sealed class FileResponseStore : IResponseStore, IDisposable
{
    private const string LockFile = "store.lock";

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly FileRecords _records;
    private readonly EntryWaits _waits = new();
    private readonly TimeProvider _clock;
    private readonly SafeFileHandle _lock;

    /// <summary>Opens the store in a folder: locks the folder and lists its records.</summary>
    /// <param name="folder">The folder. It is created if it does not exist.</param>
    /// <param name="limits">The limits of the store; null for the defaults.</param>
    /// <param name="clock">The clock that measures the age of records; null for the system's clock.</param>
    /// <exception cref="ArgumentException"><paramref name="folder"/> is null or empty.</exception>
    /// <exception cref="IOException">
    /// Another store in this or another process has locked the folder, or the folder cannot be created or read.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The process has no permission to create, read or write the folder.</exception>
    public FileResponseStore(string folder, ResponseStoreLimits? limits = null, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        folder = Path.GetFullPath(folder);
        FolderEntries.Create(folder);
        _lock = Lock(folder);
        try
        {
            _clock = clock ?? TimeProvider.System;
            _records = new(folder, limits ?? new(), _clock, _waits);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Gets the total size of the records' files, in bytes.</summary>
    public long Bytes => _records.Bytes;

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public ValueTask<StoredRecord?> ReadAsync(string id, string prefix, string after, TimeSpan wait, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        StoreNames.CheckRange(prefix, after);
        return _waits.ReadAsync(id, prefix, after, wait, () => LongestWait, _clock, Read, cancellationToken);

        ValueTask<StoredRecord?> Read() => RunAsync(() => _records.Read(id, prefix, after), cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public ValueTask<long> WriteAsync(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        StoreNames.CheckKeys(entries);
        return RunAsync(() => _records.Write(id, version, entries, durable), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>The deletion survives a crash of the machine.</remarks>
    /// <exception cref="IOException">The file cannot be deleted.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        return RunAsync(() => _records.Delete(id), cancellationToken);
    }

    /// <summary>
    /// Unlocks the folder. All operations except waiting reads must have ended before; waiting reads throw an
    /// <see cref="ObjectDisposedException"/>.
    /// </summary>
    public void Dispose()
    {
        _lock.Dispose();
        _waits.WakeAll();
    }

    private static SafeFileHandle Lock(string folder)
    {
        var path = Path.Combine(folder, LockFile);
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"The folder {folder} cannot be locked. Another store in this or another process may have locked it: {e.Message}", e);
        }
    }

    // Synchronous file operations block, so they run on the thread pool.
    private async ValueTask<T> RunAsync<T>(Func<T> run, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_lock.IsClosed, this);
        return await Task.Run(run, cancellationToken).ConfigureAwait(false);
    }
}
