namespace AgenticApi.Fuzzing.Promises;

/// <summary>Gives its bytes in pieces, at once, and where it has an exception throws it in place of its end.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="random">For the length of each piece; null for one byte each.</param>
/// <param name="fault">What ends it; null for a plain end.</param>
internal sealed class PieceStream(ReadOnlyMemory<byte> bytes, Random? random = null, Func<Exception>? fault = null) : Stream
{
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var length = Math.Min(Math.Min(buffer.Length, bytes.Length - _at), random is null ? 1 : random.Next(1, random.Next(3) == 0 ? 4 : 200));
        bytes.Span.Slice(_at, length).CopyTo(buffer);
        _at += length;
        return length == 0 && buffer.Length > 0 && fault is not null ? throw fault() : length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
