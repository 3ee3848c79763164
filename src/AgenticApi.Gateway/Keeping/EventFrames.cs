namespace AgenticApi.Gateway;

/// <summary>Chunks of server-sent events as <see cref="ResponseLog"/> writes them: each ends with a blank line, and their sequence numbers have no gap.</summary>
internal static class EventFrames
{
    private static ReadOnlySpan<byte> End => "\n\n"u8;

    /// <summary>The events of a chunk that come after a sequence number.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="lastSequence">The sequence number of its last event.</param>
    /// <param name="after">The sequence number.</param>
    public static ReadOnlyMemory<byte> After(ReadOnlyMemory<byte> chunk, long lastSequence, long after)
    {
        var rest = chunk;
        for (var sequence = lastSequence - chunk.Span.Count(End) + 1; sequence <= after && !rest.IsEmpty; sequence++)
        {
            rest = rest[(rest.Span.IndexOf(End) + End.Length)..];
        }

        return rest;
    }
}
