using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The bytes of a stream that have come and were not taken yet, in rented memory.</summary>
internal sealed class StreamBytes(Stream stream, long maxPending) : IDisposable
{
    // A network gives an event or a few at a time; what is longer finds its room when it comes.
    private const int FirstRoom = 4096;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>Whether the stream has no more.</summary>
    public bool Ended { get; private set; }

    /// <summary>What has come and was not taken. Good until more is read.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Takes bytes from the front.</summary>
    public void Take(int count) => _start += count;

    /// <summary>Reads on, after all that can be taken was taken: what is left is the beginning of one event.</summary>
    /// <returns>False where the end had been read before. The end itself is news: what is left then is all that there is.</returns>
    /// <exception cref="ResponseProtocolException">The one event is longer than an event may be.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (Ended)
        {
            return false;
        }

        var pending = _end - _start;
        Limit.Check(pending - 1L, maxPending, nameof(ResponseAccumulatorOptions.MaxEventBytes), "bytes in one event");
        MakeRoom(pending);
        var read = await stream.ReadAsync(_bytes.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        Ended = read == 0;
        return true;
    }

    public void Dispose()
    {
        RawBuffer.Return(_bytes);
        _bytes = [];
        (_start, _end) = (0, 0);
    }

    private void MakeRoom(int pending)
    {
        var old = _bytes;
        if (pending == old.Length)
        {
            _bytes = RawBuffer.Rent(Math.Max(FirstRoom, checked(pending * 2)));
        }

        old.AsSpan(_start, pending).CopyTo(_bytes);
        (_start, _end) = (0, pending);
        if (!ReferenceEquals(old, _bytes))
        {
            RawBuffer.Return(old);
        }
    }
}
