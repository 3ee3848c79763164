namespace AgenticApi.OpenAI.Tests.Support;

/// <summary>A stream that comes in pieces of given lengths, over and over, and may break at its end.</summary>
internal sealed class PiecesStream(byte[] bytes, int[] lengths, bool isBroken = false) : MemoryStream(bytes, writable: false)
{
    private int _reads;

    public bool IsDisposed { get; private set; }

    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer)
    {
        var count = base.Read(buffer[..Math.Min(buffer.Length, lengths[_reads++ % lengths.Length])]);
        return count == 0 && isBroken && buffer.Length > 0 ? throw new IOException("The connection broke.") : count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return Read(buffer.Span);
    }

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Only reads show pieces.");

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
