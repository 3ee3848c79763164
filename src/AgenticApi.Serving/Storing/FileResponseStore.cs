using AgenticApi.Execution;
using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Serving;

/// <summary>Keeps records in a folder, a file each, for one host and one process.</summary>
/// <remarks>
/// <para>A write adds to the end of its record's file. It survives the end of the process, however it ends; a durable write is flushed to
/// the disk with all earlier writes of its record, and so survives the end of the machine. What a crash left incomplete at the end of a
/// file was never reported as written, and is cut off. A file of which more than half is no longer needed is written anew.</para>
/// <para>The folder is locked while the store is open. The operating system drops the lock when the process ends. The folder must be on a
/// file system with locks (a local one), and <c>System.IO.DisableFileLocking</c> must not be set. For several processes or hosts, use
/// PostgreSQL.</para>
/// <para>A record's file is read when the record is first used. If it is damaged, reading and writing this record throw a
/// <see cref="StoredDataException"/>; it can be deleted. The age of a record is that of its file.</para>
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

    /// <summary>Opens the store in a folder: locks it and looks which records there are.</summary>
    /// <param name="folder">The folder. It is created if it is missing.</param>
    /// <param name="limits">How much it keeps; null for the defaults.</param>
    /// <param name="clock">Tells the age of records; null for the system's clock.</param>
    /// <exception cref="IOException">Another store has locked the folder, in this process or another; or it cannot be created or read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be created, read or written.</exception>
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

    /// <summary>How many bytes the files of the records have.</summary>
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
    /// <remarks>The deletion survives the end of the machine.</remarks>
    /// <exception cref="IOException">The file cannot be deleted.</exception>
    /// <exception cref="ObjectDisposedException">The store is disposed.</exception>
    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        StoreNames.CheckId(id);
        return RunAsync(() => _records.Delete(id), cancellationToken);
    }

    /// <summary>Unlocks the folder. What still runs must have ended before; reads that wait fail.</summary>
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
            throw new IOException($"The folder {folder} cannot be locked; another store may have it, in this process or another: {e.Message}", e);
        }
    }

    // Files block.
    private async ValueTask<T> RunAsync<T>(Func<T> run, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_lock.IsClosed, this);
        return await Task.Run(run, cancellationToken).ConfigureAwait(false);
    }
}
