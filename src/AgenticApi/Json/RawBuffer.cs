using System.Buffers;

namespace AgenticApi.Json;

/// <summary>
/// Bytes that grow at the end, in rented memory. Holds what stands between the quotes of a JSON string, escapes included: such
/// texts can be joined as they are, and a surrogate pair split between two deltas is whole again once they stand side by side.
/// </summary>
internal struct RawBuffer
{
    // The pool gives powers of two and keeps what it gets back: of a very long text that would be several times the text.
    private const int LargestRented = 1 << 20;

    private byte[]? _bytes;

    public int Length { get; private set; }

    public readonly ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public readonly ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> more)
    {
        if (_bytes is null || _bytes.Length - Length < more.Length)
        {
            Grow(more.Length);
        }

        more.CopyTo(_bytes.AsSpan(Length));
        Length += more.Length;
    }

    /// <summary>Makes room for as many bytes as will come, so that the memory need not grow on the way.</summary>
    public void Reserve(int length)
    {
        if (_bytes is null)
        {
            Grow(length);
        }
    }

    /// <summary>Appends a member's name, quoted, and its colon.</summary>
    public void AppendName(ReadOnlySpan<byte> name)
    {
        Append("\""u8);
        Append(name);
        Append("\":"u8);
    }

    public void Replace(ReadOnlySpan<byte> all)
    {
        if (all.Length > LargestRented && _bytes?.Length < all.Length)
        {
            Release();
        }

        Length = 0;
        Append(all);
    }

    /// <summary>Takes these bytes off the end.</summary>
    public void TrimEnd(ReadOnlySpan<byte> bytes) => Length = Span.TrimEnd(bytes).Length;

    /// <summary>The bytes as an array of their own; the memory is given back.</summary>
    public byte[] Take()
    {
        var bytes = Span.ToArray();
        Release();
        return bytes;
    }

    /// <summary>Gives the memory back; the buffer is empty and can be used again.</summary>
    public void Release()
    {
        if (_bytes is not null)
        {
            Return(_bytes);
        }

        _bytes = null;
        Length = 0;
    }

    private void Grow(int more)
    {
        var needed = checked(Length + more);
        var larger = needed <= LargestRented
            ? Rent(Math.Max(needed, Length * 2))
            // The first of this size is as long as it must be: whole texts come at once. One that goes on growing gets room.
            : new byte[Length == 0 ? needed : (int)Math.Min(Array.MaxLength, Math.Max(needed, Length * 3L / 2))];
        Span.CopyTo(larger);
        if (_bytes is not null)
        {
            Return(_bytes);
        }

        _bytes = larger;
    }

    /// <summary>Memory for bytes, at least as many.</summary>
    public static byte[] Rent(int length) => length <= LargestRented ? ArrayPool<byte>.Shared.Rent(length) : new byte[length];

    /// <summary>Gives back what was rented.</summary>
    public static void Return(byte[] bytes)
    {
        if (bytes.Length <= LargestRented)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
