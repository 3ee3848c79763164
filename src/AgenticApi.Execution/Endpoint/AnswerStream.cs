using System.Buffers;

namespace AgenticApi.Execution;

/// <summary>
/// The body of an answer while it is read, after bytes of it that were read before. It keeps its beginning until an event has come, and tells
/// a connection that broke before from one that broke after. Disposing of it leaves the body open.
/// </summary>
internal sealed class AnswerStream(Stream body, ReadOnlyMemory<byte> before = default) : Stream
{
    /// <summary>How much of an answer is read to say what it is.</summary>
    public const int MostKept = 64 << 10;

    private byte[] _kept = [];
    private int _keptLength;
    private CancellationTokenSource? _silence;
    private ReadOnlyMemory<byte> _before = before;

    /// <summary>Whether an event has come. From then on the beginning is not needed.</summary>
    public bool HasEvent
    {
        get;
        set
        {
            field = value;
            if (_keptLength > 0)
            {
                GiveBack();
            }
        }
    }

    /// <summary>How long the server may send nothing at all; null for any time.</summary>
    public TimeSpan? StallTimeout { get; init; }

    /// <summary>Why the connection broke before an event came; null where it did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>What came until now, at most <see cref="MostKept"/> bytes; empty once an event has come.</summary>
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

    /// <summary>Reads until <see cref="MostKept"/> bytes have come, the end, or the connection breaks.</summary>
    public async Task ReadBeginningAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        try
        {
            // What is read is kept: whoever goes on reading loses nothing.
            while (_keptLength < MostKept && await ReadAsync(buffer.AsMemory(0, Math.Min(buffer.Length, MostKept - _keptLength)), cancellationToken).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (ResponseProtocolException) when (Failure is not null)
        {
            // What came says enough.
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
            // An accumulator to which an earlier stream gave events would end this one as broken. This exception alone goes through it, so that the
            // request can be repeated.
            Failure = e;
            throw new ResponseProtocolException("The connection broke before an event came.", e);
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
        if (StallTimeout is not { } most)
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        if (_silence is null or { IsCancellationRequested: true })
        {
            _silence?.Dispose();
            _silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        }

        var reading = body.ReadAsync(buffer, _silence.Token);
        if (reading.IsCompletedSuccessfully)
        {
            return await reading.ConfigureAwait(false);
        }

        _silence.CancelAfter(most);
        try
        {
            return await reading.ConfigureAwait(false);
        }
        catch (Exception e) when (_silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The server sent nothing for too long.", e);
        }
        finally
        {
            _silence.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _silence?.Dispose();
        GiveBack();
        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        var count = HasEvent ? 0 : Math.Min(read.Length, MostKept - _keptLength);
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

    private void GiveBack()
    {
        ArrayPool<byte>.Shared.Return(_kept);
        (_kept, _keptLength) = ([], 0);
    }
}
