namespace AgenticApi.Fuzzing.Families;

/// <summary>A stream that gives at most so many bytes at a read, as a network does.</summary>
internal sealed class PieceStream(byte[] bytes, int most, Run run) : MemoryStream(bytes, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        run.Check();
        var read = base.Read(buffer.Span[..Math.Min(buffer.Length, most)]);
        if (read == 0)
        {
            run.WhenRead?.Invoke();
        }

        return new ValueTask<int>(read);
    }
}
