using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Serving;

/// <summary>The index of a record's file: the version of the record, and where each value is in the file.</summary>
/// <param name="version">The version before the first write to the file.</param>
internal sealed class FileContent(long version = 0)
{
    // Identifies the files of records. The digit is the version of the format.
    private static readonly byte[] Magic = "agentic1"u8.ToArray();

    private readonly EntryList<FileValue> _values = new();

    /// <summary>The version after the last complete write; 0 if there is none.</summary>
    public long Version { get; private set; } = version;

    /// <summary>The length of the file up to the end of the last complete write, in bytes.</summary>
    public long Length { get; private set; }

    /// <summary>About how many bytes a file would have that contains only the current entries.</summary>
    public long Needed { get; private set; } = Magic.Length + FileFrame.HeaderLength;

    public IEnumerable<KeyValuePair<string, FileValue>> Find(string prefix, string after) => _values.Find(prefix, after);

    /// <summary>Returns the bytes that a write appends to the file.</summary>
    public List<ReadOnlyMemory<byte>> NextFrame(uint seed, IReadOnlyCollection<StoredEntry> entries)
    {
        var pieces = FileFrame.Write(seed, Version + 1, entries);
        if (Length == 0)
        {
            pieces.Insert(0, Magic);
        }

        return pieces;
    }

    /// <summary>Updates the index after a write was appended.</summary>
    public void Add(IReadOnlyCollection<StoredEntry> entries)
    {
        var at = Math.Max(Length, Magic.Length) + FileFrame.HeaderLength;
        foreach (var entry in entries)
        {
            at += FileFrame.EntryHeaderLength + entry.Key.Length;
            Set(entry.Key, at, entry.Value?.Length ?? -1);
            at += entry.Value?.Length ?? 0;
        }

        Length = at;
        Version++;
    }

    /// <summary>Reads the whole file once. An incomplete write that a crash left at the end is ignored.</summary>
    /// <exception cref="StoredDataException">The file is damaged.</exception>
    public static FileContent Read(SafeFileHandle file, string path, uint seed)
    {
        var content = new FileContent();
        var end = RandomAccess.GetLength(file);
        var buffer = new byte[FileFrame.HeaderLength];
        if (end < Magic.Length)
        {
            return content;
        }

        ReadFully(file, buffer.AsSpan(0, Magic.Length), 0);
        if (!buffer.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            return IsZero(file, 0, end) ? content : throw Damaged(path, 0, "the file does not begin as a record of this format");
        }

        for (long at = Magic.Length; end - at >= FileFrame.HeaderLength; at = content.Length)
        {
            ReadFully(file, buffer, at);
            if (!FileFrame.TryReadHeader(seed, buffer, out var length, out var version, out var checksum))
            {
                return IsZero(file, at, end) ? content : throw Damaged(path, at, "the header of a write has a wrong checksum");
            }

            var start = at + FileFrame.HeaderLength;
            if (length > end - start)
            {
                break;
            }

            if (!content.ReadEntries(file, start, (int)length, seed, checksum))
            {
                return IsZero(file, start + length, end) ? content : throw Damaged(path, at, "the entries of a write have a wrong checksum");
            }

            (content.Version, content.Length) = (version, start + length);
        }

        return content;
    }

    public static void ReadFully(SafeFileHandle file, Span<byte> buffer, long at)
    {
        while (buffer.Length > 0)
        {
            var count = RandomAccess.Read(file, buffer, at);
            if (count == 0)
            {
                throw new EndOfStreamException("The file of the record became shorter while it was read.");
            }

            buffer = buffer[count..];
            at += count;
        }
    }

    private static StoredDataException Damaged(string path, long at, string fault) => new($"{path}, byte {at}: {fault}. Only this record is affected; it can be deleted.");

    // After a crash of the machine, the end of a file may be zeros: a file system may extend a file before it writes the data.
    private static bool IsZero(SafeFileHandle file, long at, long end)
    {
        var buffer = new byte[4096];
        for (int count; at < end; at += count)
        {
            count = RandomAccess.Read(file, buffer, at);
            if (count == 0 || buffer.AsSpan(0, count).ContainsAnyExcept((byte)0))
            {
                return count == 0;
            }
        }

        return true;
    }

    private bool ReadEntries(SafeFileHandle file, long start, int length, uint seed, uint checksum)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            ReadFully(file, buffer.AsSpan(0, length), start);
            if (FileFrame.Checksum(seed, buffer.AsSpan(0, length)) != checksum)
            {
                return false;
            }

            foreach (var (key, at, valueLength) in FileFrame.ReadEntries(buffer.AsMemory(0, length)))
            {
                Set(key, start + at, valueLength);
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Set(string key, long at, int length)
    {
        if (_values.Remove(key, out var old))
        {
            Needed -= FileFrame.EntryHeaderLength + key.Length + old.Length;
        }

        if (length >= 0)
        {
            _values.Add(key, new(at, length));
            Needed += FileFrame.EntryHeaderLength + key.Length + length;
        }
    }
}
