namespace AgenticApi.Cassettes;

/// <summary>Cuts an answer into the pieces that a person would: events, messages, or the one body.</summary>
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

    /// <summary>The length of a frame: its lines to the first blank one, and every blank line that follows.</summary>
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

    /// <summary>The length of a line, its end included: CR, LF or both, as the event stream format has it.</summary>
    private static int Line(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? bytes.Length
            : bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n' ? end + 2
            : end + 1;
    }
}
