namespace AgenticApi.Reading;

/// <summary>Finds the lines of a server-sent event stream.</summary>
internal struct SseLines
{
    private int _searched;
    private bool _isAfterReturn;

    /// <summary>Where the next line begins, counted from the first byte that was not taken yet.</summary>
    public int Start { get; private set; }

    /// <summary>Whether nothing was looked at since the last byte that was taken.</summary>
    public readonly bool IsAtStart => _searched == 0 && !_isAfterReturn;

    /// <summary>Finds the next line that has come whole.</summary>
    /// <param name="all">The bytes that were not taken yet.</param>
    /// <param name="length">How long the line is without its end.</param>
    /// <remarks>It is not passed over: the next look begins at the same place, unless <see cref="Pass"/> is called.</remarks>
    public bool TryNext(ReadOnlySpan<byte> all, out int length)
    {
        // A line ends with a line feed, a carriage return, or the pair of them. A return ends it at once, so that no event waits for the
        // byte after it; a line feed that comes next is then passed over.
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

    /// <summary>Passes over the line that was found, and its end.</summary>
    public void Pass(ReadOnlySpan<byte> all)
    {
        _isAfterReturn = _searched < all.Length && all[_searched] == '\r';
        Start = _searched = Math.Min(all.Length, _searched + 1);
    }

    /// <summary>Counts from here on: the bytes before were taken.</summary>
    public void Restart() => Start = _searched = 0;
}
