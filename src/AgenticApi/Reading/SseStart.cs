namespace AgenticApi.Reading;

/// <summary>
/// How the last event of a server-sent event stream began: all before its data. The next one mostly begins so too, and then it is found
/// without looking at its lines one by one.
/// </summary>
internal struct SseStart
{
    // Room for the longest of the names on the wire; every open stream keeps this much.
    private const int Longest = 128;

    private byte[]? _bytes;
    private int _length;
    private (int Start, int Length) _name;

    private readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Takes the beginning of an event whose data is one line.</summary>
    /// <param name="start">What stands before its data.</param>
    /// <param name="name">Where its name stands in that.</param>
    public void Set(ReadOnlySpan<byte> start, (int Start, int Length) name)
    {
        // A line may be a field's name alone, and then another name may begin like it.
        if (start.Length <= Longest && start[^1] is (byte)':' or (byte)' ')
        {
            _bytes ??= new byte[Longest];
            start.CopyTo(_bytes);
            (_length, _name) = (start.Length, name);
        }
    }

    /// <summary>Finds an event that begins like the last one and has no other line.</summary>
    /// <param name="all">Where to look.</param>
    /// <param name="name">Its <c>event</c> field.</param>
    /// <param name="data">Its data, without white space at both ends.</param>
    /// <param name="length">How long it is, the blank line that ends it included.</param>
    /// <returns>False where it begins otherwise, has more lines, or has not come whole.</returns>
    public readonly bool TryNext(ReadOnlySpan<byte> all, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> data, out int length)
    {
        if (_length > 0 && all.StartsWith(Bytes))
        {
            var rest = all[_length..];
            var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0)
            {
                var isReturned = rest[end..].StartsWith("\r\n\r\n"u8);
                if (isReturned || rest[end..].StartsWith("\n\n"u8))
                {
                    name = all.Slice(_name.Start, _name.Length);
                    data = JsonSpace.Trim(rest[..end]);
                    length = _length + end + (isReturned ? 4 : 2);
                    return true;
                }
            }
        }

        name = data = default;
        length = 0;
        return false;
    }
}
