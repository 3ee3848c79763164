using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>
/// Finds the events of a server-sent event stream. The framework has a parser for them, to which a test holds this one; but that one gives
/// each event through an iterator that waits, which costs a tenth of a fold. Here only reading waits.
/// </summary>
internal struct SseFrames : IDisposable
{
    // All places count from the first byte that was not taken yet, which is in the event's first line that says something.
    private SseLines _lines;
    private (int Start, int Length) _name;
    private (int Start, int Length) _data;
    private int _dataLines;
    private RawBuffer _joined;
    private SseStart _start;

    /// <summary>Finds the next event.</summary>
    /// <param name="bytes">Where to look.</param>
    /// <param name="name">Its <c>event</c> field.</param>
    /// <param name="data">Its <c>data</c> fields, without white space at both ends. Good until the next look.</param>
    /// <returns>False where its end has not come yet.</returns>
    /// <exception cref="ResponseProtocolException">It is too long.</exception>
    public bool TryNext(StreamBytes bytes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> data)
    {
        if (_dataLines == 0)
        {
            // It holds the data of the event before, which is past now.
            _joined.Release();
        }

        var all = bytes.Span;
        if (_lines.IsAtStart && _start.TryNext(all, out name, out data, out var length))
        {
            bytes.Take(length);
            return true;
        }

        while (NextLine(all, bytes.Ended, out var line))
        {
            Read(all, line);
            _lines.Pass(all);

            // A blank line ends an event. One without data is none, and its name is not the name of the next.
            if (line.Length == 0 && _dataLines > 0)
            {
                name = all.Slice(_name.Start, _name.Length);
                data = JsonSpace.Trim(_dataLines > 1 ? _joined.Span : all.Slice(_data.Start, _data.Length));
                if (_dataLines == 1 && _name.Start <= _data.Start)
                {
                    _start.Set(all[.._data.Start], _name);
                }

                Take(bytes);
                return true;
            }

            // Comments and heartbeats need not be kept until the next event is whole.
            if (line.Length == 0 || (_dataLines == 0 && _name.Length == 0))
            {
                Take(bytes);
                all = bytes.Span;
            }
        }

        name = data = default;
        return false;
    }

    public void Dispose() => _joined.Release();

    /// <summary>
    /// The next line. At the end of the stream the last one needs no line end, and a blank one follows it: the specification drops an
    /// event that is not ended, but a server that closes after its last one meant to send it.
    /// </summary>
    private bool NextLine(ReadOnlySpan<byte> all, bool ended, out (int Start, int Length) line)
    {
        var isWhole = _lines.TryNext(all, out var length);
        line = (_lines.Start, length);
        return isWhole || (ended && (length > 0 || _dataLines > 0));
    }

    private void Read(ReadOnlySpan<byte> all, (int Start, int Length) line)
    {
        // Of the four fields that there are, "id" and "retry" are for reconnecting, which is not done here. Lines with any other name, and
        // those that begin with a colon, say nothing.
        if (SseField.Is("data"u8, all, line, out var value))
        {
            AddData(all, value);
        }
        else if (SseField.Is("event"u8, all, line, out value))
        {
            // The last one counts.
            _name = value;
        }
    }

    /// <summary>The data of several lines are joined by line feeds. That of one line is not copied.</summary>
    private void AddData(ReadOnlySpan<byte> all, (int Start, int Length) value)
    {
        _dataLines++;
        if (_dataLines == 1)
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

    private void Take(StreamBytes bytes)
    {
        bytes.Take(_lines.Start);
        _lines.Restart();
        _dataLines = 0;
        _name = default;
    }
}
