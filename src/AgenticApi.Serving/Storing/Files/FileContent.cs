using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace AgenticApi.Serving;

/// <summary>What stands in the file of a record: the version, and where each value is. Reading it reads the whole file once.</summary>
/// <param name="version">The version to begin with.</param>
internal sealed class FileContent(long version = 0)
{
    // A beginning that other files do not have, with the number of the format.
    private static readonly byte[] Magic = "agentic1"u8.ToArray();

    private readonly EntryList<FileValue> _values = new();

    /// <summary>The version after the last whole write; 0 if there is none.</summary>
    public long Version { get; private set; } = version;

    /// <summary>How long the file is up to the end of the last whole write.</summary>
    public long Length { get; private set; }

    /// <summary>How many bytes of it a file with nothing but the entries would have, about.</summary>
    public long Needed { get; private set; } = Magic.Length + FileFrame.HeaderLength;

    public IEnumerable<KeyValuePair<string, FileValue>> Find(string prefix, string after) => _values.Find(prefix, after);

    /// <summary>What a write adds to the file.</summary>
    public List<ReadOnlyMemory<byte>> NextFrame(uint seed, IReadOnlyCollection<StoredEntry> entries)
    {
        var pieces = FileFrame.Write(seed, Version + 1, entries);
        if (Length == 0)
        {
            pieces.Insert(0, Magic);
        }

        return pieces;
    }

    /// <summary>Notes that a write was added.</summary>
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

    /// <summary>Reads a file. What a crash left incomplete at its end is not part of the content.</summary>
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
            return IsZero(file, 0, end) ? content : throw Damaged(path, 0, "is not the beginning of a record of this version");
        }

        for (long at = Magic.Length; end - at >= FileFrame.HeaderLength; at = content.Length)
        {
            ReadFully(file, buffer, at);
            if (!FileFrame.TryReadHeader(seed, buffer, out var length, out var version, out var checksum))
            {
                return IsZero(file, at, end) ? content : throw Damaged(path, at, "is not the beginning of a write");
            }

            var start = at + FileFrame.HeaderLength;
            if (length > end - start)
            {
                break;
            }

            if (!content.ReadEntries(file, start, (int)length, seed, checksum))
            {
                return IsZero(file, start + length, end) ? content : throw Damaged(path, at, "begins a write with another checksum");
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
                throw new EndOfStreamException("The file is shorter than it was.");
            }

            buffer = buffer[count..];
            at += count;
        }
    }

    private static StoredDataException Damaged(string path, long at, string fault) => new($"{path}, byte {at}: it {fault}.");

    // A file system may lengthen a file before it writes what stands there.
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
