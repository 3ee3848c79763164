namespace AgenticApi.Cassettes;

/// <summary>
/// A recorded answer that behaves like the network: each chunk arrives when it is due, and the stream breaks where the connection broke.
/// </summary>
internal sealed class ReplayedStream(CassetteResponse response, ReplayPace pace, TimeProvider time) : ReadStream
{
    private readonly long _start = time.GetTimestamp();
    private int _chunk;
    private int _offset;

    public override int Read(Span<byte> buffer)
    {
        if (Wait() is { Ticks: > 0 } wait)
        {
            Task.Delay(wait, time).GetAwaiter().GetResult();
        }

        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Wait() is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }

        return Take(buffer.Span);
    }

    private TimeSpan Wait() =>
        _chunk < response.Chunks.Count && _offset == 0 ? pace.DueOf(response, _chunk) - time.GetElapsedTime(_start) : TimeSpan.Zero;

    /// <summary>Returns at most the rest of one chunk, like a read from the network.</summary>
    private int Take(Span<byte> buffer)
    {
        if (_chunk == response.Chunks.Count)
        {
            return response.IsBroken
                ? throw new HttpIOException(HttpRequestError.ResponseEnded, "The connection broke here when the answer was recorded.")
                : 0;
        }

        var rest = response.Chunks[_chunk].Span[_offset..];
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        (_chunk, _offset) = count == rest.Length ? (_chunk + 1, 0) : (_chunk, _offset + count);
        return count;
    }
}
