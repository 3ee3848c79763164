using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>Reads byte by byte, so that a reader that stops has not read more of the inner stream than it used.</summary>
internal sealed class NarrowStream(Stream inner) : ReadStream
{
    public override int Read(Span<byte> buffer) => inner.Read(buffer.Length > 1 ? buffer[..1] : buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer.Length > 1 ? buffer[..1] : buffer, cancellationToken);
}
