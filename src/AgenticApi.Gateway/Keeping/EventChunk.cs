namespace AgenticApi.Gateway;

/// <summary>
/// Splits the chunks of server-sent events that <see cref="ResponseLog"/> writes: each event ends with a blank line, and the sequence numbers have
/// no gaps.
/// </summary>
internal static class EventChunk
{
    private static ReadOnlySpan<byte> End => "\n\n"u8;

    /// <summary>Returns the events of a chunk after a sequence number.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="lastSequence">The sequence number of its last event.</param>
    /// <param name="after">The sequence number.</param>
    public static ReadOnlyMemory<byte> EventsAfter(ReadOnlyMemory<byte> chunk, long lastSequence, long after)
    {
        var rest = chunk;
        for (var sequence = lastSequence - chunk.Span.Count(End) + 1; sequence <= after && !rest.IsEmpty; sequence++)
        {
            rest = rest[(rest.Span.IndexOf(End) + End.Length)..];
        }

        return rest;
    }
}
