using System.Text;

namespace AgenticApi.Cassettes.Tests;

/// <summary>A network stream that gives one piece a read, and breaks where a piece is null.</summary>
internal sealed class Pieces(params string?[] pieces) : MemoryStream
{
    private readonly Queue<string?> _pieces = new(pieces);

    public int Left => _pieces.Count;

    public Action OnRead { get; init; } = () => { };

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        OnRead();
        return !_pieces.TryDequeue(out var piece) ? 0 : piece is null ? throw new IOException("broken") : Encoding.UTF8.GetBytes(piece, buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<int>(cancellationToken) : new(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nobody reads a network stream this way.");
}
