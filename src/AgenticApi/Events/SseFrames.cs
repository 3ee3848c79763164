using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// Finds the events of a server-sent event stream. The framework has a parser for them, to which a test holds this one; but that one gives
/// each event through an iterator that waits, which costs a tenth of a fold. Here only reading waits.
/// </summary>
internal struct SseFrames
{
    // All places count from the first byte that was not taken yet, which is in the event's first line that says something.
    private int _line;
    private int _searched;
    private bool _isAfterReturn;
    private (int Start, int Length) _name;
    private (int Start, int Length) _data;
    private int _dataLines;
    private RawBuffer _joined;

    /// <summary>Finds the next event.</summary>
    /// <param name="bytes">Where to look.</param>
    /// <param name="name">Its <c>event</c> field.</param>
    /// <param name="data">Its <c>data</c> fields.</param>
    /// <returns>False where its end has not come yet.</returns>
    public bool TryNext(StreamBytes bytes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> data)
    {
        if (_dataLines < 2)
        {
            // It holds the data of the event before, which is past now.
            _joined.Release();
        }

        var all = bytes.Span;
        while (NextLine(all, bytes.Ended, out var line, out var after))
        {
            if (line.Length > 0)
            {
                Read(all, line);
            }

            _searched = _line = after;
            if (line.Length == 0 && _dataLines > 0)
            {
                name = all.Slice(_name.Start, _name.Length);
                data = _dataLines > 1 ? _joined.Span : all.Slice(_data.Start, _data.Length);
                bytes.Take(after);
                Restart();
                return true;
            }

            // A heartbeat, or an event that says nothing: it need not be kept until the next one is whole.
            if (line.Length == 0 || (_dataLines == 0 && _name.Length == 0))
            {
                bytes.Take(after);
                Restart();
                all = bytes.Span;
            }
        }

        name = data = default;
        return false;
    }

    /// <summary>The next line, without its end: a line feed, a return, or both. At the end of the stream an empty line follows the last one.</summary>
    private bool NextLine(ReadOnlySpan<byte> all, bool ended, out ReadOnlySpan<byte> line, out int after)
    {
        if (_isAfterReturn && _line < all.Length)
        {
            _isAfterReturn = false;
            _searched = _line += all[_line] == '\n' ? 1 : 0;
        }

        var length = all[_searched..].IndexOfAny((byte)'\n', (byte)'\r');
        if (length >= 0)
        {
            after = _searched + length + 1;
            line = all[_line..(after - 1)];
            _isAfterReturn = all[after - 1] == '\r';
            return true;
        }

        _searched = after = all.Length;
        line = all[_line..];
        return ended && (line.Length > 0 || _dataLines > 0);
    }

    private void Read(ReadOnlySpan<byte> all, ReadOnlySpan<byte> line)
    {
        if (IsField(line, "data"u8, out var value))
        {
            if (_dataLines++ == 0)
            {
                _data = value;
                return;
            }

            if (_dataLines == 2)
            {
                _joined.Append(all.Slice(_data.Start, _data.Length));
            }

            _joined.Append("\n"u8);
            _joined.Append(all.Slice(value.Start, value.Length));
        }
        else if (IsField(line, "event"u8, out value))
        {
            _name = value;
        }
    }

    /// <summary>Whether the line gives this field, and where its value stands: after the colon and one space.</summary>
    private readonly bool IsField(ReadOnlySpan<byte> line, ReadOnlySpan<byte> field, out (int Start, int Length) value)
    {
        var at = Math.Min(field.Length + 1, line.Length);
        at += at < line.Length && line[at] == ' ' ? 1 : 0;
        value = (_line + at, line.Length - at);
        return line.StartsWith(field) && (line.Length == field.Length || line[field.Length] == ':');
    }

    private void Restart()
    {
        _line = _searched = _dataLines = 0;
        _name = default;
    }
}
