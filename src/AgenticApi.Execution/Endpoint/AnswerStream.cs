using System.Buffers;

namespace AgenticApi.Execution;

/// <summary>
/// Reads the body of an answer. It keeps the beginning until the first event has arrived, so that an answer that is not a response can be reported, and
/// it distinguishes a connection that breaks before the first event from one that breaks later. Disposing it does not close the body.
/// </summary>
internal sealed class AnswerStream(Stream body, ReadOnlyMemory<byte> before = default) : Stream
{
    /// <summary>The number of bytes that are kept of an answer to identify it.</summary>
    public const int MaxKept = 64 << 10;

    private byte[] _kept = [];
    private int _keptLength;
    private CancellationTokenSource? _stall;
    private ReadOnlyMemory<byte> _before = before;

    /// <summary>Whether an event has arrived. From then on, the beginning is not kept.</summary>
    public bool HasEvent
    {
        get;
        set
        {
            field = value;
            if (_keptLength > 0)
            {
                ReturnBuffer();
            }
        }
    }

    /// <summary>The longest time that the server may send nothing; null for no limit.</summary>
    public TimeSpan? StallTimeout { get; init; }

    /// <summary>The exception of a connection that broke before the first event; null for none.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>The bytes that have been read, at most <see cref="MaxKept"/>; empty after the first event.</summary>
    public ReadOnlyMemory<byte> Beginning => _kept.AsMemory(0, _keptLength);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads until <see cref="MaxKept"/> bytes have arrived, the body ends, or the connection breaks.</summary>
    public async Task ReadBeginningAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            // ReadAsync keeps what it reads, so nothing is lost.
            while (_keptLength < MaxKept && await ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, MaxKept - _keptLength)), cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (ResponseProtocolException) when (Failure is not null)
        {
            // The bytes that arrived are enough.
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await ReadOnAsync(buffer, cancellationToken).ConfigureAwait(false);
            Keep(buffer.Span[..count]);
            return count;
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is not OperationCanceledException)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch (Exception e) when (!HasEvent && !cancellationToken.IsCancellationRequested)
        {
            // If this is a resumed stream, the accumulator would report an I/O error as the end of the response. A ResponseProtocolException passes through
            // it, so that the request can be repeated.
            Failure = e;
            throw new ResponseProtocolException("The connection broke before the first event.", e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<int> ReadOnAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_before.IsEmpty)
        {
            return await ReadBodyAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        var count = Math.Min(_before.Length, buffer.Length);
        _before[..count].CopyTo(buffer);
        _before = _before[count..];
        return count;
    }

    private async ValueTask<int> ReadBodyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (StallTimeout is not { } timeout)
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        if (_stall is null or { IsCancellationRequested: true })
        {
            _stall?.Dispose();
            _stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        }

        var reading = body.ReadAsync(buffer, _stall.Token);
        if (reading.IsCompletedSuccessfully)
        {
            return await reading.ConfigureAwait(false);
        }

        _stall.CancelAfter(timeout);
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (Exception e) when (_stall.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The server sent nothing for longer than the stall timeout.", e);
        }
        finally
        {
            _stall.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _stall?.Dispose();
        ReturnBuffer();
        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        var count = HasEvent ? 0 : Math.Min(read.Length, MaxKept - _keptLength);
        if (count == 0)
        {
            return;
        }

        if (_kept.Length < _keptLength + count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_kept.Length * 2, _keptLength + count));
            Beginning.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_kept);
            _kept = larger;
        }

        read[..count].CopyTo(_kept.AsSpan(_keptLength));
        _keptLength += count;
    }

    private void ReturnBuffer()
    {
        ArrayPool<byte>.Shared.Return(_kept);
        (_kept, _keptLength) = ([], 0);
    }
}
