namespace AgenticApi.Reading;

/// <summary>
/// The bytes of the last server-sent event before its data. The next event usually starts with the same bytes; then it is found without
/// searching its lines one by one.
/// </summary>
internal struct SseStart
{
    // Long enough for the longest event name. Every open stream keeps this much memory.
    private const int Longest = 128;

    private byte[]? _bytes;
    private int _length;
    private (int Start, int Length) _name;

    private readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Keeps the start of an event whose data is one line.</summary>
    /// <param name="start">The bytes before the data.</param>
    /// <param name="name">The position of the event name in these bytes.</param>
    public void Set(ReadOnlySpan<byte> start, (int Start, int Length) name)
    {
        // A line can be a field name without a colon. Another name can start with it, so such a line is not kept.
        if (start.Length <= Longest && start[^1] is (byte)':' or (byte)' ')
        {
            _bytes ??= new byte[Longest];
            start.CopyTo(_bytes);
            (_length, _name) = (start.Length, name);
        }
    }

    /// <summary>Finds an event that has the same start as the last one and no other line.</summary>
    /// <param name="all">The bytes to search.</param>
    /// <param name="name">The <c>event</c> field.</param>
    /// <param name="data">The data, without white space at both ends.</param>
    /// <param name="length">The length of the event, including the blank line that ends it.</param>
    /// <returns>False if the event has another start, more lines, or is not complete.</returns>
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
