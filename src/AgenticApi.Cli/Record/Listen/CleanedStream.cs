using System.Buffers;
using System.Text;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>
/// An answer with something replaced in it, line by line: what is replaced has no line break, and an event is nothing to its reader
/// before the line ends.
/// </summary>
/// <param name="inner">The answer.</param>
/// <param name="clean">What replaces; it gets bytes as characters (Latin-1).</param>
internal sealed class CleanedStream(Stream inner, Func<string, string> clean) : ReadStream
{
    // As long as the longest event of a stream may be.
    private const int LongestLine = 128 * 1024 * 1024;

    private const int PieceBytes = 16 * 1024;

    private readonly ArrayBufferWriter<byte> _held = new();
    private ReadOnlyMemory<byte> _ready;
    private IOException? _break;
    private bool _hasEnded;

    public override int Read(Span<byte> buffer) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_ready.IsEmpty && !_hasEnded)
        {
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_ready.IsEmpty && _break is not null)
        {
            throw _break;
        }

        var count = Math.Min(_ready.Length, buffer.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    /// <summary>The bytes with what is replaced.</summary>
    public static byte[] Clean(ReadOnlySpan<byte> bytes, Func<string, string> clean) => Encoding.Latin1.GetBytes(clean(Encoding.Latin1.GetString(bytes)));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var before = _held.WrittenCount;
        try
        {
            var count = await inner.ReadAsync(_held.GetMemory(PieceBytes), cancellationToken).ConfigureAwait(false);
            _held.Advance(count);
            _hasEnded = count == 0;
            if (_held.WrittenCount > LongestLine)
            {
                throw new IOException($"A line of the answer is longer than {LongestLine} bytes.");
            }
        }
        catch (IOException e)
        {
            // What came before goes out first.
            _break = e;
            _hasEnded = true;
        }

        var lines = _hasEnded ? _held.WrittenCount : LinesOf(_held.WrittenSpan, before);
        if (lines > 0)
        {
            _ready = Clean(_held.WrittenSpan[..lines], clean);
            var rest = _held.WrittenSpan[lines..].ToArray();
            _held.ResetWrittenCount();
            _held.Write(rest);
        }
    }

    /// <summary>How many bytes the whole lines take. Only what is new is looked at.</summary>
    private static int LinesOf(ReadOnlySpan<byte> held, int before) =>
        held[before..].LastIndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var at ? before + at + 1 : 0;
}
