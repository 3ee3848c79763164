using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>The bytes of a stream that have come and were not taken yet, in rented memory.</summary>
/// <remarks>
/// An event is taken in one piece, and what is pending when more is read is the beginning of one. Both are held to the same limit, so that
/// an event is too long whether it comes at once or byte by byte.
/// </remarks>
internal sealed class StreamBytes(Stream stream, long maxPending) : IDisposable
{
    // A network gives an event or a few at a time; what is longer finds its room when it comes.
    private const int FirstRoom = 4096;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>Whether the stream has no more.</summary>
    public bool Ended { get; private set; }

    /// <summary>How many bytes of the stream were taken or skipped.</summary>
    public long Position { get; private set; }

    /// <summary>What has come and was not taken. Good until more is read.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Takes an event, or a line that belongs to none, from the front.</summary>
    /// <exception cref="ResponseProtocolException">It is longer than an event may be.</exception>
    public void Take(int count)
    {
        CheckLength(count);
        Skip(count);
    }

    /// <summary>Passes over bytes at the front that belong to no event, and count for none.</summary>
    public void Skip(int count)
    {
        _start += count;
        Position += count;
    }

    /// <summary>Reads on, after all that can be taken was taken.</summary>
    /// <returns>False where the end had been read before. The end itself is news: what is left then is all that there is.</returns>
    /// <exception cref="ResponseProtocolException">What is pending is longer than an event may be.</exception>
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

    /// <summary>Gives the memory back. Nothing is pending or read after that.</summary>
    public void Dispose()
    {
        var bytes = _bytes;
        (_bytes, _start, _end, Ended) = ([], 0, 0, true);
        RawBuffer.Return(bytes);
    }

    // The length of an array bounds an event too, whatever the options allow.
    private void CheckLength(int count) =>
        Limit.Check(count - 1L, Math.Min(maxPending, Array.MaxLength - 1), nameof(ResponseAccumulatorOptions.MaxEventBytes), "bytes in one event");

    /// <summary>
    /// Makes room for at least a quarter of the memory. Moving costs at most half of it, and doubling follows as much reading again, so that
    /// a byte is moved a few times at most, however small the pieces are in which it comes.
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
            _bytes = RawBuffer.Rent((int)Math.Min(Array.MaxLength, Math.Max(FirstRoom, old.Length * 2L)));
        }

        pending.CopyTo(_bytes);
        (_start, _end) = (0, pending.Length);
        if (!ReferenceEquals(old, _bytes))
        {
            RawBuffer.Return(old);
        }
    }
}
