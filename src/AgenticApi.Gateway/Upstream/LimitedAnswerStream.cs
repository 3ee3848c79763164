namespace AgenticApi.Gateway;

/// <summary>The body of an answer of the model's server, with a maximum size, because an endless answer would fill the memory.</summary>
/// <param name="stream">The body. It is disposed with this stream.</param>
/// <param name="maxBytes">The maximum size, in bytes.</param>
internal sealed class LimitedAnswerStream(Stream stream, long maxBytes) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="InvalidDataException">The body is larger than the maximum.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _read += count;
        return _read <= maxBytes ? count : throw new InvalidDataException("The answer of the model's server is too large.");
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // DisposeAsync is not needed, because the stream is only read.
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
