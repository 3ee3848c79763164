namespace AgenticApi.Serving.Parsing;

/// <summary>The text that was received and not consumed yet.</summary>
internal sealed class PendingText
{
    private char[] _characters = new char[256];
    private int _start;
    private int _end;

    /// <summary>How many characters were consumed in total.</summary>
    public long Position { get; private set; }

    public ReadOnlySpan<char> Span => _characters.AsSpan(_start.._end);

    public void Add(ReadOnlySpan<char> text)
    {
        if (_characters.Length - _end < text.Length)
        {
            var rest = Span;
            var larger = rest.Length + text.Length <= _characters.Length / 2 ? _characters : new char[Math.Max(_characters.Length * 2, rest.Length + text.Length)];
            rest.CopyTo(larger);
            (_characters, _start, _end) = (larger, 0, rest.Length);
        }

        text.CopyTo(_characters.AsSpan(_end));
        _end += text.Length;
    }

    public void Take(int length)
    {
        _start += length;
        Position += length;
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
    }
}
