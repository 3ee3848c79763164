namespace AgenticApi.Cassettes;

/// <summary>Passes an answer to its reader, and every byte of it to the recording.</summary>
internal sealed class RecordingStream(Stream inner, RecordedTurn turn) : ReadStream
{
    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Passed(buffer, inner.Read(buffer));
        }
        catch (IOException)
        {
            turn.Complete(isBroken: true);
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return Passed(buffer.Span, count);
        }
        catch (IOException)
        {
            turn.Complete(isBroken: true);
            throw;
        }
    }

    /// <summary>A reader that stops early has read what it needs, so the turn is complete.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            turn.Complete(isBroken: false);
        }

        base.Dispose(disposing);
    }

    private int Passed(ReadOnlySpan<byte> buffer, int count)
    {
        if (count > 0)
        {
            turn.Add(buffer[..count]);
        }
        else if (buffer.Length > 0)
        {
            turn.Complete(isBroken: false);
        }

        return count;
    }
}
