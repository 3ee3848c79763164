namespace AgenticApi.Tests.Reading;

/// <summary>Gives its bytes in pieces of the lengths that it is told.</summary>
internal sealed class CutStream(byte[] bytes, Func<int> next) : MemoryStream(bytes, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Read(buffer.Span[..Math.Min(buffer.Length, next())]));
}
