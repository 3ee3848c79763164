namespace AgenticApi.Gateway;

/// <summary>The body of an answer of the model's server, up to a length: one that never ends must not fill the memory.</summary>
/// <param name="stream">The body. It is disposed with this one.</param>
/// <param name="most">How many bytes it may have.</param>
internal sealed class AnswerBody(Stream stream, long most) : Stream
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

    /// <exception cref="InvalidDataException">The body is longer.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _read += count;
        return _read <= most ? count : throw new InvalidDataException("The answer of the model's server is too long.");
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
            // Nothing is written to it, so there is nothing to wait for.
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
