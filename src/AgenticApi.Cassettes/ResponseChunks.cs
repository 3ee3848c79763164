namespace AgenticApi.Cassettes;

/// <summary>Splits an answer into events, messages, or the one body.</summary>
internal static class ResponseChunks
{
    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes, CassetteTransport transport)
    {
        var chunks = new List<ReadOnlyMemory<byte>>();
        var start = 0;
        while (start < bytes.Length)
        {
            var length = transport switch
            {
                CassetteTransport.EventStream => Frame(bytes.Span[start..]),
                CassetteTransport.WebSocket => Line(bytes.Span[start..]),
                _ => bytes.Length - start,
            };
            chunks.Add(bytes.Slice(start, length));
            start += length;
        }

        return chunks;
    }

    /// <summary>Returns the length of an event: its lines up to the first blank one, and all blank lines after it.</summary>
    private static int Frame(ReadOnlySpan<byte> bytes)
    {
        var end = 0;
        var blank = false;
        while (end < bytes.Length)
        {
            var line = Line(bytes[end..]);
            var isBlank = bytes[end] is (byte)'\n' or (byte)'\r';
            if (blank && !isBlank)
            {
                break;
            }

            blank = isBlank;
            end += line;
        }

        return end;
    }

    /// <summary>Returns the length of a line with its end: CR, LF or both, as in the event stream format.</summary>
    private static int Line(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? bytes.Length
            : bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n' ? end + 2
            : end + 1;
    }
}
