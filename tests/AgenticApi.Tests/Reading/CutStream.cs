namespace AgenticApi.Tests.Reading;

/// <summary>A stream that returns its bytes in pieces of given lengths.</summary>
internal sealed class CutStream(byte[] bytes, Func<int> next) : MemoryStream(bytes, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span[..Math.Min(buffer.Length, next())]));
}
