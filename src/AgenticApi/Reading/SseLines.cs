namespace AgenticApi.Reading;

/// <summary>Finds the lines of a server-sent event stream.</summary>
internal struct SseLines
{
    private int _searched;
    private bool _isAfterReturn;

    /// <summary>The start of the next line, counted from the first byte that was not consumed.</summary>
    public int Start { get; private set; }

    /// <summary>Whether no byte was searched since the last one that was consumed.</summary>
    public readonly bool IsAtStart => _searched == 0 && !_isAfterReturn;

    /// <summary>Finds the next complete line.</summary>
    /// <param name="all">The bytes that were not consumed.</param>
    /// <param name="length">The length of the line without its end.</param>
    /// <remarks>Does not move past the line: the next call finds the same line, unless <see cref="Pass"/> is called.</remarks>
    public bool TryNext(ReadOnlySpan<byte> all, out int length)
    {
        // A line ends with a line feed, a carriage return, or both. A carriage return ends the line at once, so that no event waits for the
        // next byte; a line feed after it is skipped.
        if (_isAfterReturn && Start < all.Length)
        {
            _isAfterReturn = false;
            Start += all[Start] == '\n' ? 1 : 0;
            _searched = Start;
        }

        var more = all[_searched..].IndexOfAny((byte)'\n', (byte)'\r');
        _searched = more < 0 ? all.Length : _searched + more;
        length = _searched - Start;
        return more >= 0;
    }

    /// <summary>Moves past the line that was found and its end.</summary>
    public void Pass(ReadOnlySpan<byte> all)
    {
        _isAfterReturn = _searched < all.Length && all[_searched] == '\r';
        Start = _searched = Math.Min(all.Length, _searched + 1);
    }

    /// <summary>Counts from the current position: the bytes before it were consumed.</summary>
    public void Restart() => Start = _searched = 0;
}
