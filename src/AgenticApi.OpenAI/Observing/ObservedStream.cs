using AgenticApi.Folding;

namespace AgenticApi.OpenAI;

/// <summary>Passes an answer on to its reader, and each byte to <see cref="ObservedReading"/>.</summary>
internal sealed class ObservedStream(Stream inner, ObservedReading reading) : Stream
{
    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override bool CanTimeout => inner.CanTimeout;

    public override int ReadTimeout
    {
        get => inner.ReadTimeout;
        set => inner.ReadTimeout = value;
    }

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return PassOn(buffer.AsMemory(offset, count), inner.Read(buffer, offset, count));
        }
        catch
        {
            reading.Finish(FeedEnd.Broken);
            throw;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return PassOn(buffer, await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            // The reader cancelled the read; the connection did not fail.
            reading.Finish(e is OperationCanceledException && cancellationToken.IsCancellationRequested ? FeedEnd.Left : FeedEnd.Broken);
            throw;
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Closes the answer. A reader that has not read it to the end has left it.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                inner.Dispose();
            }
            finally
            {
                reading.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await inner.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            reading.Dispose();
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    private int PassOn(ReadOnlyMemory<byte> buffer, int count)
    {
        if (count > 0)
        {
            reading.Add(buffer[..count]);
        }
        else if (!buffer.IsEmpty)
        {
            reading.Finish(FeedEnd.Ended);
        }

        return count;
    }
}
