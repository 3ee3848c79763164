using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace AgenticApi.Serving;

/// <summary>
/// The bytes that one write appends to the file of a record. The header has 24 bytes: the length of the entries (8), the version (8), the
/// checksum of the entries (4) and the checksum of the header (4). Each entry has the length of its key (1), the length of its value (4; -1
/// if the entry is removed), the key and the value. Numbers are little-endian.
/// </summary>
internal static class FileFrame
{
    public const int HeaderLength = 24;
    public const int EntryHeaderLength = 5;

    /// <summary>Creates the frame of a write, in pieces. The values are not copied.</summary>
    /// <param name="seed">The initial value of the checksums (see <see cref="SeedOf"/>).</param>
    /// <param name="version">The version of the record after the write.</param>
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
    /// <returns>Whether its checksum is correct.</returns>
    public static bool TryReadHeader(uint seed, ReadOnlySpan<byte> header, out long length, out long version, out uint checksum)
    {
        length = BinaryPrimitives.ReadInt64LittleEndian(header);
        version = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
        checksum = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        return BinaryPrimitives.ReadUInt32LittleEndian(header[20..]) == Checksum(seed, header[..20]);
    }

    /// <summary>
    /// Reads entries whose checksum was verified: the keys, and the place of each value in <paramref name="content"/>. The length -1 means
    /// that the entry is removed.
    /// </summary>
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

    /// <summary>
    /// Returns the initial value of a record's checksums. It depends on the id, so a file that was renamed to another record is rejected.
    /// </summary>
    public static uint SeedOf(string id) => Checksum(uint.MaxValue, Encoding.ASCII.GetBytes(id));

    /// <summary>Continues a CRC-32C checksum.</summary>
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
