using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace AgenticApi.Serving.Emitting;

/// <summary>A growing buffer for JSON that is written.</summary>
internal sealed class Utf8Buffer(int capacity)
{
    private const int LongestEscape = 6;

    // Up to this length, a loop over the characters is faster than a vectorized search. Most tokens are shorter.
    private const int ShortText = 24;

    private static readonly SearchValues<char> MustEscape = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\']);

    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public Utf8Buffer Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    public Utf8Buffer Append(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        Length += written;
        return this;
    }

    /// <summary>Appends a JSON string, with its quotes.</summary>
    public Utf8Buffer AppendString(ReadOnlySpan<char> text) => Append("\""u8).AppendEscaped(text).Append("\""u8);

    /// <summary>
    /// Appends text, escaped for the inside of a JSON string. Several pieces that are appended one after the other are one escaped text. A
    /// lone surrogate becomes U+FFFD.
    /// </summary>
    public Utf8Buffer AppendEscaped(ReadOnlySpan<char> text)
    {
        text = text.Length <= ShortText ? text[AppendPlain(text)..] : text;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(MustEscape);
            var run = text[..(plain < 0 ? text.Length : plain)];
            Length += Encoding.UTF8.GetBytes(run, Room(Encoding.UTF8.GetMaxByteCount(run.Length)));
            if (plain < 0)
            {
                break;
            }

            Length += Escape(text[plain], Room(LongestEscape));
            text = text[(plain + 1)..];
        }

        return this;
    }

    /// <summary>Appends valid JSON without the white space between its tokens. An escaped lone surrogate becomes U+FFFD.</summary>
    public Utf8Buffer AppendCompact(ReadOnlySpan<byte> json)
    {
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            inString ^= json[i] == '"';
            if (inString && json[i] == '\\')
            {
                var length = EscapeLength(json[i..]);
                Append(length == 0 ? "\\ufffd"u8 : json.Slice(i, length));
                i += (length == 0 ? LongestEscape : length) - 1;
            }
            else if (inString || json[i] > ' ')
            {
                Append(json.Slice(i, 1));
            }
        }

        return this;
    }

    /// <summary>
    /// Returns the length of the escape at the beginning, or of both escapes of a surrogate pair; 0 for a lone surrogate.
    /// </summary>
    private static int EscapeLength(ReadOnlySpan<byte> json)
    {
        if (json[1] != 'u')
        {
            return 2;
        }

        var first = Code(json);
        return !char.IsSurrogate(first) ? LongestEscape
            : char.IsHighSurrogate(first) && json[LongestEscape..].StartsWith("\\u"u8) && char.IsLowSurrogate(Code(json[LongestEscape..])) ? 2 * LongestEscape
            : 0;
    }

    private static char Code(ReadOnlySpan<byte> escape) => Utf8Parser.TryParse(escape.Slice(2, 4), out int code, out _, 'x') ? (char)code : default;

    /// <summary>Appends the characters up to the first that is not ASCII or must be escaped; returns how many.</summary>
    private int AppendPlain(ReadOnlySpan<char> text)
    {
        var room = Room(text.Length);
        var at = 0;
        while (at < text.Length && text[at] is >= ' ' and < '\x7f' and not '"' and not '\\')
        {
            room[at] = (byte)text[at];
            at++;
        }

        Length += at;
        return at;
    }

    private static int Escape(char c, Span<byte> room)
    {
        room[0] = (byte)'\\';
        room[1] = c switch { '\n' => (byte)'n', '\r' => (byte)'r', '\t' => (byte)'t', '"' => (byte)'"', '\\' => (byte)'\\', _ => (byte)'u' };
        if (room[1] != 'u')
        {
            return 2;
        }

        Utf8Formatter.TryFormat((int)c, room[2..], out var written, new StandardFormat('x', 4));
        return 2 + written;
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - Length < length)
        {
            Grow(length);
        }

        return _bytes.AsSpan(Length);
    }

    private void Grow(int length) =>
        Array.Resize(ref _bytes, Math.Max(checked(Length + length), (int)Math.Min(Array.MaxLength, _bytes.Length * 2L)));
}
