using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace AgenticApi.Serving;

/// <summary>
/// What a write adds to the file of a record. A header of 24 bytes: the length of what follows, the version, the checksum of what follows,
/// the checksum of the header. Then for each entry the length of its key (1 byte), that of its value (4 bytes; -1: removed), key and value.
/// </summary>
internal static class FileFrame
{
    public const int HeaderLength = 24;
    public const int EntryHeaderLength = 5;

    /// <summary>The frame of a write, in pieces that hold the values as they are.</summary>
    /// <param name="seed">Where the checksums begin (see <see cref="SeedOf"/>).</param>
    /// <param name="version">The record's version after the write.</param>
    /// <param name="entries">The entries.</param>
    public static List<ReadOnlyMemory<byte>> Write(uint seed, long version, IReadOnlyCollection<StoredEntry> entries)
    {
        var length = entries.Sum(LengthOf);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(entries));
        var header = new byte[HeaderLength];
        var pieces = new List<ReadOnlyMemory<byte>>(1 + (2 * entries.Count)) { header };
        var checksum = seed;
        foreach (var (key, value) in entries)
        {
            var start = new byte[EntryHeaderLength + key.Length];
            start[0] = (byte)key.Length;
            BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(1), value?.Length ?? -1);
            Encoding.ASCII.GetBytes(key, start.AsSpan(EntryHeaderLength));
            pieces.Add(start);
            checksum = Checksum(checksum, start);
            if (value is { Length: > 0 } bytes)
            {
                pieces.Add(bytes);
                checksum = Checksum(checksum, bytes.Span);
            }
        }

        BinaryPrimitives.WriteInt64LittleEndian(header, length);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(8), version);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(20), Checksum(seed, header.AsSpan(0, 20)));
        return pieces;
    }

    /// <summary>Reads a header.</summary>
    /// <returns>Whether it is whole.</returns>
    public static bool TryReadHeader(uint seed, ReadOnlySpan<byte> header, out long length, out long version, out uint checksum)
    {
        length = BinaryPrimitives.ReadInt64LittleEndian(header);
        version = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        checksum = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(header[20..]) == Checksum(seed, header[..20]);
    }

    /// <summary>Reads the entries after a header whose checksum they have: keys, and where their values are in the content; -1 is none.</summary>
    public static IEnumerable<(string Key, int Start, int Length)> ReadEntries(ReadOnlyMemory<byte> content)
    {
        for (var at = 0; at < content.Length;)
        {
            var keyLength = content.Span[at];
            var length = BinaryPrimitives.ReadInt32LittleEndian(content.Span[(at + 1)..]);
            at += EntryHeaderLength;
            var key = Encoding.ASCII.GetString(content.Span.Slice(at, keyLength));
            at += keyLength;
            yield return (key, at, length);
            at += Math.Max(length, 0);
        }
    }

    public static long LengthOf(StoredEntry entry) => EntryHeaderLength + entry.Key.Length + (entry.Value?.Length ?? 0);

    /// <summary>Where the checksums of a record begin, so that the file of another record under its name does not pass.</summary>
    public static uint SeedOf(string id) => Checksum(uint.MaxValue, Encoding.ASCII.GetBytes(id));

    /// <summary>CRC-32C, going on from a value.</summary>
    public static uint Checksum(uint checksum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var b in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, b);
        }

        return checksum;
    }
}
