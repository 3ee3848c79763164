using System.Buffers;

namespace AgenticApi.Json;

/// <summary>
/// A growing buffer in rented memory. It often has the content of a JSON string with its escapes: such texts can be appended to each other
/// as they are, and a surrogate pair that is split between two deltas becomes whole again.
/// </summary>
internal struct RawBuffer
{
    // The pool rents powers of two and keeps returned arrays. For a very long text, that would be several times its size.
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

    /// <summary>Allocates memory for an expected length, so that the buffer need not grow step by step.</summary>
    public void Reserve(int length)
    {
        if (_bytes is null)
        {
            Grow(length);
        }
    }

    /// <summary>Appends the name of a member with quotes and colon.</summary>
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

    /// <summary>Removes these bytes from the end.</summary>
    public void TrimEnd(ReadOnlySpan<byte> bytes) => Length = Span.TrimEnd(bytes).Length;

    /// <summary>Returns the bytes as a new array and releases the memory.</summary>
    public byte[] Take()
    {
        var bytes = Span.ToArray();
        Release();
        return bytes;
    }

    /// <summary>Releases the memory. The buffer is empty and can be used again.</summary>
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
            // A long text usually arrives at once, so the first large array has the exact length. A text that grows further gets spare room.
            : new byte[Length == 0 ? needed : (int)Math.Min(Array.MaxLength, Math.Max(needed, Length * 3L / 2))];
        Span.CopyTo(larger);
        if (_bytes is not null)
        {
            Return(_bytes);
        }

        _bytes = larger;
    }

    /// <summary>Rents memory of at least the given length.</summary>
    public static byte[] Rent(int length) => length <= LargestRented ? ArrayPool<byte>.Shared.Rent(length) : new byte[length];

    /// <summary>Returns rented memory.</summary>
    public static void Return(byte[] bytes)
    {
        if (bytes.Length <= LargestRented)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
