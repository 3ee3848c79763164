using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace AgenticApi.Cli.View;

/// <summary>
/// Writes HTML. The literal parts of an interpolated string are markup. The values in its braces are content and are always escaped.
/// </summary>
/// <param name="detail">How much of long content is shown.</param>
/// <param name="mostBytes">The maximum size in bytes.</param>
internal sealed class HtmlWriter(Detail detail, int mostBytes)
{
    // All other characters are valid in a text and in a quoted attribute without escaping.
    private static readonly SearchValues<char> SpecialInText = SearchValues.Create([.. "&<>\u007F", .. Controls, .. Surrogates]);
    private static readonly SearchValues<char> Special = SearchValues.Create([.. "&<>\u007F\"'", .. Controls, .. Surrogates]);

    private readonly StringBuilder _text = new();

    // The part that is being written.
    private readonly StringBuilder _part = new();
    private long _bytes;

    public Detail Detail => detail;

    private static IEnumerable<char> Controls => Enumerable.Range(0, 0x20).Select(c => (char)c).Except("\n\t");

    private static IEnumerable<char> Surrogates => Enumerable.Range(0xD800, 0x800).Select(c => (char)c);

    /// <exception cref="PageFullException">The page would exceed its maximum size.</exception>
    public void Write([InterpolatedStringHandlerArgument("")] ref Handler markup) => Append(markup.Written);

    /// <summary>Writes content between two tags, without escaping quotes, because JSON would be 50% longer with escaped quotes.</summary>
    public void WriteText(string content)
    {
        _part.Clear();
        Escape(content, SpecialInText);
        Append(_part);
    }

    /// <summary>Writes the tool's own markup, style or script without escaping.</summary>
    public void WriteRaw(string markup) => Append(_part.Clear().Append(markup));

    public override string ToString() => _text.ToString();

    private void Append(StringBuilder part)
    {
        foreach (var piece in part.GetChunks())
        {
            _bytes += Encoding.UTF8.GetByteCount(piece.Span);
        }

        if (_bytes > mostBytes)
        {
            throw new PageFullException();
        }

        _text.Append(part);
    }

    private void Escape(ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (text.IndexOfAny(special) is var at and >= 0)
        {
            _part.Append(text[..at]);
            var isPair = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
            if (isPair)
            {
                _part.Append(text.Slice(at, 2));
            }
            else
            {
                EscapeOne(text[at]);
            }

            text = text[(at + (isPair ? 2 : 1))..];
        }

        _part.Append(text);
    }

    private void EscapeOne(char special)
    {
        switch (special)
        {
            case '&':
                _part.Append("&amp;");
                break;
            case '<':
                _part.Append("&lt;");
                break;
            case '>':
                _part.Append("&gt;");
                break;
            case '"':
                _part.Append("&quot;");
                break;
            case '\'':
                _part.Append("&#39;");
                break;
            case >= '\uD800':
                // Half of a surrogate pair, as a delta can contain: written as a JSON escape.
                _part.Append(CultureInfo.InvariantCulture, $"\\u{(int)special:x4}");
                break;
            default:
                // HTML cannot contain control characters; Unicode has a symbol for each.
                _part.Append((char)(special == '\u007F' ? '\u2421' : '\u2400' + special));
                break;
        }
    }

    /// <summary>Handles the parts of an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Handler
    {
        private readonly HtmlWriter _writer;

        public Handler(int literalLength, int holes, HtmlWriter writer)
        {
            _writer = writer;
            writer._part.Clear().EnsureCapacity(literalLength + (16 * holes));
        }

        public StringBuilder Written => _writer._part;

        public void AppendLiteral(string markup) => _writer._part.Append(markup);

        public void AppendFormatted(string? content) => _writer.Escape(content, Special);

        public void AppendFormatted(long number) => _writer._part.Append(CultureInfo.InvariantCulture, $"{number}");

        public void AppendFormatted(double number) => _writer._part.Append(CultureInfo.InvariantCulture, $"{number:0.###}");
    }
}
