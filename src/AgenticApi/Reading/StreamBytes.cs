using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>The bytes that were read from a stream and not yet consumed, in rented memory.</summary>
/// <remarks>
/// Events are consumed in one piece, so the pending bytes are the start of an event. Both are checked against the same limit: whether an
/// event is too long does not depend on how reads split it.
/// </remarks>
internal sealed class StreamBytes(Stream stream, long maxPending) : IDisposable
{
    // A read from a network returns one or a few events. The memory grows for longer ones.
    private const int InitialLength = 4096;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>Whether the end of the stream was read.</summary>
    public bool Ended { get; private set; }

    /// <summary>The number of bytes that were consumed.</summary>
    public long Position { get; private set; }

    /// <summary>The pending bytes. Valid until more bytes are read.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Consumes an event, or a line that belongs to no event, and checks its length.</summary>
    /// <exception cref="ResponseProtocolException">It exceeds the limit of an event.</exception>
    public void Consume(int count)
    {
        CheckLength(count);
        Skip(count);
    }

    /// <summary>Consumes bytes that belong to no event. They do not count against the limit.</summary>
    public void Skip(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Reads more bytes. Call it when the pending bytes contain no complete event.</summary>
    /// <returns>
    /// False if the end was read before. Reaching the end returns true, because the pending bytes may then be a complete event.
    /// </returns>
    /// <exception cref="ResponseProtocolException">The pending bytes exceed the limit of an event.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (Ended)
        {
            return false;
        }

        CheckLength(_end - _start);
        MakeRoom();
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        Ended = read == 0;
        return true;
    }

    /// <summary>Returns the rented memory. Nothing is pending afterwards, and nothing more is read.</summary>
    public void Dispose()
    {
        var bytes = _bytes;
        (_bytes, _start, _end, Ended) = ([], 0, 0, true);
        RawBuffer.Return(bytes);
    }

    // An event must fit into an array, whatever the options allow.
    private void CheckLength(int count) =>
        Limit.Check(count - 1L, Math.Min(maxPending, Array.MaxLength - 1), nameof(ResponseAccumulatorOptions.MaxEventBytes), "bytes in one event");

    /// <summary>
    /// Makes room for at least a quarter of the memory. Moving copies at most half of the memory, and the memory doubles only after as many
    /// bytes were read. So each byte is copied only a few times, however small the reads are.
    /// </summary>
    private void MakeRoom()
    {
        var pending = Span;
        if (!pending.IsEmpty && _bytes.Length - _end >= _bytes.Length / 4)
        {
            return;
        }

        var old = _bytes;
        if (pending.Length >= old.Length / 2)
        {
            _bytes = RawBuffer.Rent((int)Math.Min(Array.MaxLength, Math.Max(InitialLength, old.Length * 2L)));
        }

        pending.CopyTo(_bytes);
        (_start, _end) = (0, pending.Length);
        if (!ReferenceEquals(old, _bytes))
        {
            RawBuffer.Return(old);
        }
    }
}
