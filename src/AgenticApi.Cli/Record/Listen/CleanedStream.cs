using System.Buffers;
using System.Text;
using AgenticApi.Cassettes;

namespace AgenticApi.Cli;

/// <summary>
/// Replaces texts in an answer, line by line. The texts contain no line break, and a reader of an event stream uses an event only
/// after the end of its line, so nothing is delayed.
/// </summary>
/// <param name="inner">The answer.</param>
/// <param name="clean">The function that replaces the texts. It receives bytes as characters (Latin-1).</param>
internal sealed class CleanedStream(Stream inner, Func<string, string> clean) : ReadStream
{
    // The limit for an event of a stream.
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

    /// <summary>Replaces the texts in bytes.</summary>
    public static byte[] Clean(ReadOnlySpan<byte> bytes, Func<string, string> clean) =>
        Encoding.Latin1.GetBytes(clean(Encoding.Latin1.GetString(bytes)));

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
            // The bytes before the error are returned first.
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

    /// <summary>Returns the number of bytes of complete lines. Searches only the new bytes.</summary>
    private static int LinesOf(ReadOnlySpan<byte> held, int before) =>
        held[before..].LastIndexOfAny((byte)'\n', (byte)'\r') is >= 0 and var at ? before + at + 1 : 0;
}
