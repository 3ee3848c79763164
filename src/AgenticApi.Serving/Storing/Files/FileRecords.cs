using AgenticApi.Execution;

namespace AgenticApi.Serving;

/// <summary>The records of a folder, with their sizes and ages. Safe for use by several threads at once.</summary>
/// <remarks>Lock order: the lock of a record first, then the lock of this class.</remarks>
internal sealed class FileRecords
{
    /// <summary>The maximum number of records that are deleted after one write.</summary>
    private const int MaxForgotten = 100;

    /// <summary>The maximum number of records whose indexes stay in memory.</summary>
    private const int MaxRead = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FileRecord> _records = [];
    // The record with the oldest last write comes first.
    private readonly LinkedList<FileRecord> _byLastWrite = new();
    private readonly Queue<FileRecord> _read = new();
    private readonly string _folder;
    private readonly ResponseStoreLimits _limits;
    private readonly TimeProvider _clock;
    private readonly EntryWaits _waits;
    private long _bytes;

    public FileRecords(string folder, ResponseStoreLimits limits, TimeProvider clock, EntryWaits waits)
    {
        (_folder, _limits, _clock, _waits) = (folder, limits, clock, waits);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*" + FileRecordNames.Extension).OrderBy(file => file.LastWriteTimeUtc))
        {
            if (FileRecordNames.IdOf(file.Name) is { } id)
            {
                AddNew(id, file.Length, file.LastWriteTimeUtc);
            }
        }

        foreach (var left in Directory.EnumerateFiles(folder, "*" + FileRecordNames.Extension + FileRecordNames.TemporaryExtension))
        {
            File.Delete(left);
        }
    }

    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    public StoredRecord? Read(string id, string prefix, string after) => Use(id, create: false, record => record.Read(prefix, after));

    public long Write(string id, long version, IReadOnlyList<StoredEntry> entries, bool durable)
    {
        var newVersion = Use(id, create: version == 0, record =>
        {
            var time = _clock.GetUtcNow();
            var (written, length) = record.Write(version, entries, durable, time);
            if (written > 0)
            {
                Note(record, length, time);
            }

            return written;
        });
        if (newVersion > 0)
        {
            _waits.Wake(id, entries);
            Forget();
        }

        return newVersion;
    }

    public bool Delete(string id) => Use(id, create: false, record =>
    {
        var isThere = IsThere(record);
        Remove(record);
        FolderEntries.Flush(_folder);
        return isThere;
    });

    // A damaged record exists, too.
    private static bool IsThere(FileRecord record)
    {
        try
        {
            return !record.IsEmpty;
        }
        catch (Exception e) when (e is StoredDataException or IOException)
        {
            return true;
        }
    }

    /// <summary>Calls a function with a record under its lock; returns the default if there is no such record.</summary>
    private T? Use<T>(string id, bool create, Func<FileRecord, T?> use)
    {
        while (Find(id, create) is { } record)
        {
            lock (record.Lock)
            {
                if (record.IsGone)
                {
                    continue;
                }

                if (IsTooOld(record))
                {
                    Remove(record);
                    continue;
                }

                var wasRead = record.IsRead;
                var result = use(record);
                if (!record.IsGone && record.IsEmpty)
                {
                    Remove(record);
                }

                if (!wasRead)
                {
                    NoteRead(record);
                }

                return result;
            }
        }

        return default;
    }

    private FileRecord? Find(string id, bool create)
    {
        lock (_lock)
        {
            return _records.GetValueOrDefault(id) ?? (create ? AddNew(id, 0, _clock.GetUtcNow()) : null);
        }
    }

    private FileRecord AddNew(string id, long length, DateTimeOffset lastWrite)
    {
        var record = new FileRecord(id, Path.Combine(_folder, FileRecordNames.NameOf(id)));
        _records.Add(id, record);
        Note(record, length, lastWrite);
        return record;
    }

    private void Note(FileRecord record, long length, DateTimeOffset lastWrite)
    {
        lock (_lock)
        {
            _bytes += length - record.Bytes;
            (record.Bytes, record.LastWrite) = (length, lastWrite);
            record.Node.List?.Remove(record.Node);
            _byLastWrite.AddLast(record.Node);
        }
    }

    private void NoteRead(FileRecord record)
    {
        lock (_lock)
        {
            _read.Enqueue(record);
            if (_read.Count <= MaxRead)
            {
                return;
            }

            // This thread holds the lock of a record, so waiting for the lock of another one could be a deadlock.
            var first = _read.Dequeue();
            if (first.Lock.TryEnter())
            {
                first.Unload();
                first.Lock.Exit();
            }
            else
            {
                _read.Enqueue(first);
            }
        }
    }

    private bool IsTooOld(FileRecord record) => _clock.GetUtcNow() - record.LastWrite > _limits.MaxAge;

    /// <summary>
    /// Deletes records that are too old, and the oldest while the store is too large. The last written record is never too large.
    /// </summary>
    private void Forget()
    {
        for (var i = 0; i < MaxForgotten && FindForgettable() is { } record; i++)
        {
            lock (record.Lock)
            {
                // The record may have been deleted or written in the meantime.
                if (!record.IsGone && FindForgettable() == record)
                {
                    Remove(record);
                }
            }
        }
    }

    private FileRecord? FindForgettable()
    {
        lock (_lock)
        {
            var first = _byLastWrite.First;
            return first != null && (IsTooOld(first.Value) || (_bytes > _limits.MaxBytes && first.Next != null)) ? first.Value : null;
        }
    }

    private void Remove(FileRecord record)
    {
        record.Delete();
        record.IsGone = true;
        lock (_lock)
        {
            _records.Remove(record.Id);
            _byLastWrite.Remove(record.Node);
            _bytes -= record.Bytes;
        }

        _waits.Wake(record.Id);
    }
}
