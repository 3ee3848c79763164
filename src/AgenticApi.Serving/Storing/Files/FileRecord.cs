using AgenticApi.Execution;
using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Serving;

/// <summary>The file of a record. Its callers hold its lock, but not for <see cref="Place"/>, <see cref="Bytes"/> and <see cref="LastWrite"/>, which are the store's.</summary>
internal sealed class FileRecord
{
    /// <summary>How many bytes that no entry needs a file may hold before it is written anew, if that is also more than half of it.</summary>
    private const int MaxWaste = 64 * 1024;

    private readonly string _path;
    private readonly uint _seed;
    private FileContent? _content;
    private bool _nameIsFlushed;
    private bool _mustRewrite;

    public FileRecord(string id, string path)
    {
        (Id, _path, _seed) = (id, path, FileFrame.SeedOf(id));
        Place = new(this);
    }

    public string Id { get; }

    public LinkedListNode<FileRecord> Place { get; }

    public long Bytes { get; set; }

    public DateTimeOffset LastWrite { get; set; }

    public Lock Lock { get; } = new();

    /// <summary>Whether the store has another object for this record, or none.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether the file was read, so that the places of its values are in memory.</summary>
    public bool IsRead => _content != null;

    /// <summary>Whether there is no such record: its file is missing, or was left by a crash before its first write was whole.</summary>
    public bool IsEmpty => Content.Version == 0;

    private FileContent Content => _content ??= ReadContent();

    public StoredRecord? Read(string prefix, string after)
    {
        if (IsEmpty)
        {
            return null;
        }

        using var file = Open(FileAccess.Read);
        return new(Content.Version, ReadValues(file, prefix, after));
    }

    /// <summary>Writes entries.</summary>
    /// <returns>The new version, and the length of the file; 0 if the record has another version.</returns>
    public (long Version, long Length) Write(long version, IReadOnlyList<StoredEntry> entries, bool durable, DateTimeOffset time)
    {
        if (Content.Version != version)
        {
            return default;
        }

        try
        {
            if (_mustRewrite || Content.Length > (2 * Content.Needed) + MaxWaste)
            {
                Rewrite(entries, durable, time);
            }
            else
            {
                Append(entries, durable, time);
            }
        }
        catch
        {
            // Only the file tells now what was written.
            _content = null;
            throw;
        }

        return (Content.Version, Content.Length);
    }

    /// <summary>Deletes the file.</summary>
    public void Delete()
    {
        File.Delete(_path);
        _content = null;
    }

    /// <summary>Gives the memory back that knows where the values are.</summary>
    public void Unload() => _content = null;

    private FileContent ReadContent()
    {
        if (!File.Exists(_path))
        {
            return new();
        }

        using var file = Open(FileAccess.ReadWrite);
        var content = FileContent.Read(file, _path, _seed);
        if (content.Length < RandomAccess.GetLength(file))
        {
            // What a crash left must not stand behind the next write.
            RandomAccess.SetLength(file, content.Length);
        }

        return content;
    }

    private void Append(IReadOnlyList<StoredEntry> entries, bool durable, DateTimeOffset time)
    {
        using var file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        // One call for the whole write, so that a crash can only leave a beginning of it.
        RandomAccess.Write(file, Content.NextFrame(_seed, entries), Content.Length);
        File.SetLastWriteTimeUtc(file, time.UtcDateTime);
        Content.Add(entries);
        if (durable)
        {
            Flush(file);
            FlushName();
        }
    }

    /// <summary>Writes another file, with nothing but the entries, and puts it in place in one step.</summary>
    private void Rewrite(IReadOnlyList<StoredEntry> entries, bool durable, DateTimeOffset time)
    {
        var values = new Dictionary<string, ReadOnlyMemory<byte>?>();
        using (var old = Open(FileAccess.Read))
        {
            foreach (var entry in ReadValues(old, "", "").Concat(entries))
            {
                values[entry.Key] = entry.Value;
            }
        }

        StoredEntry[] all = [.. values.Where(entry => entry.Value is not null).Select(entry => new StoredEntry(entry.Key, entry.Value))];
        var (content, temporary) = (new FileContent(Content.Version), _path + FileRecordNames.TemporaryExtension);
        using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            RandomAccess.Write(file, content.NextFrame(_seed, all), 0);
            File.SetLastWriteTimeUtc(file, time.UtcDateTime);
            // Before it takes the place of what may have been flushed long ago.
            RandomAccess.FlushToDisk(file);
        }

        File.Move(temporary, _path, overwrite: true);
        content.Add(all);
        (_content, _mustRewrite, _nameIsFlushed) = (content, false, false);
        if (durable)
        {
            FlushName();
        }
    }

    // After a failed flush no one knows what is on the disk, and a second one may succeed without having written it.
    private void Flush(SafeFileHandle file)
    {
        _mustRewrite = true;
        RandomAccess.FlushToDisk(file);
        _mustRewrite = false;
    }

    private void FlushName()
    {
        if (!_nameIsFlushed)
        {
            FolderEntries.Flush(Path.GetDirectoryName(_path)!);
            _nameIsFlushed = true;
        }
    }

    private List<StoredEntry> ReadValues(SafeFileHandle file, string prefix, string after)
    {
        var entries = new List<StoredEntry>();
        foreach (var (key, (start, length)) in Content.Find(prefix, after))
        {
            var value = new byte[length];
            FileContent.ReadFully(file, value, start);
            entries.Add(new(key, value));
        }

        return entries;
    }

    private SafeFileHandle Open(FileAccess access) => File.OpenHandle(_path, FileMode.Open, access, FileShare.Read);
}
