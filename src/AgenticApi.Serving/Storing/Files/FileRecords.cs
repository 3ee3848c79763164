using AgenticApi.Execution;

namespace AgenticApi.Serving;

/// <summary>The records of a folder: which there are, how large and how old. For use by several threads at once.</summary>
/// <remarks>The lock here is taken inside that of a record, never around it.</remarks>
internal sealed class FileRecords
{
    /// <summary>How many records are at most deleted after one operation.</summary>
    private const int MaxForgotten = 100;

    /// <summary>For how many records the places of their values stay in memory.</summary>
    private const int MaxRead = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FileRecord> _records = [];
    // The one whose last write is the oldest comes first.
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

    // A damaged record, too, is one.
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

    /// <summary>Does something with a record under its lock; returns the default if there is none.</summary>
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
            record.Place.List?.Remove(record.Place);
            _byLastWrite.AddLast(record.Place);
        }
    }

    private void NoteRead(FileRecord record)
    {
        lock (_lock)
        {
            _read.Enqueue(record);
            // Who waits here for another record's lock might wait for himself.
            if (_read.Count > MaxRead && _read.Dequeue() is var first && first.Lock.TryEnter())
            {
                first.Unload();
                first.Lock.Exit();
            }
        }
    }

    private bool IsTooOld(FileRecord record) => _clock.GetUtcNow() - record.LastWrite > _limits.MaxAge;

    /// <summary>Forgets what is too old or too much. The last record that was written stays.</summary>
    private void Forget()
    {
        for (var i = 0; i < MaxForgotten && FindForgettable() is { } record; i++)
        {
            lock (record.Lock)
            {
                // It may have been deleted or written since.
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
            _byLastWrite.Remove(record.Place);
            _bytes -= record.Bytes;
        }

        _waits.Wake(record.Id);
    }
}
