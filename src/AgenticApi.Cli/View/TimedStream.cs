using AgenticApi.Cassettes;

namespace AgenticApi.Cli.View;

/// <summary>Reads a recorded answer one chunk at a time, so that each event gets the time of the chunk that completed it.</summary>
internal sealed class TimedStream(CassetteResponse response) : ReadStream
{
    private int _chunk;
    private int _offset;

    /// <summary>When the bytes of the last read arrived, counted from the request; null if times were not recorded.</summary>
    public TimeSpan? Time => response.Times.Count == 0 ? null : response.Times[Math.Max(_offset > 0 ? _chunk : _chunk - 1, 0)];

    public override int Read(Span<byte> buffer)
    {
        if (_chunk == response.Chunks.Count)
        {
            return 0;
        }

        var rest = response.Chunks[_chunk].Span[_offset..];
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        (_chunk, _offset) = count == rest.Length ? (_chunk + 1, 0) : (_chunk, _offset + count);
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
}
