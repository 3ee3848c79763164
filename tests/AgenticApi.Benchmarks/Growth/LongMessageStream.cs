using System.Globalization;
using System.Text;

namespace AgenticApi.Benchmarks.Growth;

/// <summary>A <see cref="LongMessage"/> as an event stream whose bytes are made as they are read, so that the input holds no memory.</summary>
internal sealed class LongMessageStream : Stream
{
    private const string Start = "data: ";
    private const string End = "\n\n";

    private readonly Action? _onRead;
    private readonly IEnumerator<ReadOnlyMemory<byte>> _pieces;
    private ReadOnlyMemory<byte> _piece;

    public LongMessageStream(int deltas, Action? onRead = null)
    {
        _pieces = Pieces(deltas).GetEnumerator();
        _onRead = onRead;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        _onRead?.Invoke();
        var count = 0;
        while (count < buffer.Length && (!_piece.IsEmpty || Next()))
        {
            var length = Math.Min(_piece.Length, buffer.Length - count);
            _piece.Span[..length].CopyTo(buffer[count..]);
            _piece = _piece[length..];
            count += length;
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(int deltas)
    {
        foreach (var data in LongMessage.Head())
        {
            yield return Encoding.UTF8.GetBytes(Start + data + End);
        }

        var parts = Enumerable.Range(0, 8).Select(LongMessage.Delta).Select(Bytes).ToArray();
        var number = new byte[10];
        for (var i = 0; i < deltas; i++)
        {
            var (before, after) = parts[i % parts.Length];
            yield return before;
            (i + 4).TryFormat(number, out var digits, provider: CultureInfo.InvariantCulture);
            yield return number.AsMemory(0, digits);
            yield return after;
        }

        foreach (var (before, after) in LongMessage.Tail(deltas).Select(Bytes))
        {
            yield return before;
            for (var i = 0; i < deltas / LongMessage.Period; i++)
            {
                yield return LongMessage.TextBlock;
            }

            yield return after;
        }
    }

    private static (byte[] Before, byte[] After) Bytes((string Before, string After) e) =>
        (Encoding.UTF8.GetBytes(Start + e.Before), Encoding.UTF8.GetBytes(e.After + End));

    private bool Next()
    {
        if (!_pieces.MoveNext())
        {
            return false;
        }

        _piece = _pieces.Current;
        return true;
    }
}
