using AgenticApi.Cassettes;

namespace AgenticApi.Cli.View;

/// <summary>A recorded answer, one chunk a read: an event is read from the chunk that ended it, and so came when that chunk did.</summary>
internal sealed class TimedStream(CassetteResponse response) : ReadStream
{
    private int _chunk;
    private int _offset;

    /// <summary>When what was read last had come, counted from the request; null where that was not recorded.</summary>
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
