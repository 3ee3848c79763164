using AgenticApi.Execution;
using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Serving;

/// <summary>The file of a record.</summary>
/// <remarks>
/// Callers must hold <see cref="Lock"/>, except for <see cref="Node"/>, <see cref="Bytes"/> and <see cref="LastWrite"/>, which the lock of
/// <see cref="FileRecords"/> protects.
/// </remarks>
internal sealed class FileRecord
{
    /// <summary>The file is rewritten if the bytes that no entry needs are more than this, and more than half of the file.</summary>
    private const int MaxWaste = 64 * 1024;

    private readonly string _path;
    private readonly uint _seed;
    private FileContent? _content;
    private bool _nameIsFlushed;
    private bool _mustRewrite;

    public FileRecord(string id, string path)
    {
        (Id, _path, _seed) = (id, path, FileFrame.SeedOf(id));
        Node = new(this);
    }

    public string Id { get; }

    /// <summary>The node of the record in the list of records by last write.</summary>
    public LinkedListNode<FileRecord> Node { get; }

    /// <summary>The size of the file, in bytes.</summary>
    public long Bytes { get; set; }

    public DateTimeOffset LastWrite { get; set; }

    public Lock Lock { get; } = new();

    /// <summary>Whether the record was removed from the store. The store may have a new object for the same id.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether the index of the file is in memory.</summary>
    public bool IsRead => _content != null;

    /// <summary>Whether the record does not exist: its file is missing, or a crash left it without a complete write.</summary>
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
    /// <returns>The new version and the new length of the file; zeros if the record has another version than expected.</returns>
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
            // It is not known what was written, so the next operation reads the file again.
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

    /// <summary>Removes the index of the file from memory.</summary>
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
            // Remove an incomplete write, so that the next write follows the last complete one.
            RandomAccess.SetLength(file, content.Length);
        }

        return content;
    }

    private void Append(IReadOnlyList<StoredEntry> entries, bool durable, DateTimeOffset time)
    {
        using var file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        // The write is one call, so that a crash leaves at most an incomplete end, never a gap.
        RandomAccess.Write(file, Content.NextFrame(_seed, entries), Content.Length);
        File.SetLastWriteTimeUtc(file, time.UtcDateTime);
        Content.Add(entries);
        if (durable)
        {
            Flush(file);
            FlushName();
        }
    }

    /// <summary>Writes a new file that contains only the current entries, and replaces the old file atomically.</summary>
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
            // Always flush: the file replaces one that may already be on the disk.
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

    // After a failed flush it is not known what is on the disk, and a second flush may succeed without writing the lost data. Therefore,
    // the next write rewrites the file.
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
