using AgenticApi.Json;

namespace AgenticApi.Reading;

/// <summary>
/// Finds the events of a server-sent event stream. A test compares it with the parser of the framework. That parser returns each event
/// through an asynchronous iterator, which costs a tenth of a fold; here, only reading is asynchronous.
/// </summary>
internal struct SseFrames : IDisposable
{
    // All positions count from the first byte that was not consumed, which is in the first relevant line of the event.
    private SseLines _lines;
    private (int Start, int Length) _name;
    private (int Start, int Length) _data;
    private int _dataLines;
    private RawBuffer _joined;
    private SseStart _start;

    /// <summary>Finds the next event.</summary>
    /// <param name="bytes">The bytes to search.</param>
    /// <param name="name">The <c>event</c> field.</param>
    /// <param name="data">The joined <c>data</c> fields, without white space at both ends. Valid until the next call.</param>
    /// <returns>False if more bytes must be read.</returns>
    /// <exception cref="ResponseProtocolException">The event exceeds the limit.</exception>
    public bool TryNext(StreamBytes bytes, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> data)
    {
        if (_dataLines == 0)
        {
            // It has the data of the previous event, which is no longer needed.
            _joined.Release();
        }

        var all = bytes.Span;
        if (_lines.IsAtStart && _start.TryNext(all, out name, out data, out var length))
        {
            bytes.Consume(length);
            return true;
        }

        while (NextLine(all, bytes.Ended, out var line))
        {
            Read(all, line);
            _lines.Pass(all);

            // A blank line ends an event. An event without data is ignored, and so is its name.
            if (line.Length == 0 && _dataLines > 0)
            {
                name = all.Slice(_name.Start, _name.Length);
                data = JsonSpace.Trim(_dataLines > 1 ? _joined.Span : all.Slice(_data.Start, _data.Length));
                if (_dataLines == 1 && _name.Start <= _data.Start)
                {
                    _start.Set(all[.._data.Start], _name);
                }

                Consume(bytes);
                return true;
            }

            // Comments and heartbeats are consumed at once, not with the next event.
            if (line.Length == 0 || (_dataLines == 0 && _name.Length == 0))
            {
                Consume(bytes);
                all = bytes.Span;
            }
        }

        name = data = default;
        return false;
    }

    public void Dispose() => _joined.Release();

    /// <summary>
    /// Finds the next line. At the end of the stream, the last line needs no line end, and a blank line is assumed after it. The
    /// specification discards an incomplete last event, but a server that closes the connection after it meant to send it.
    /// </summary>
    private bool NextLine(ReadOnlySpan<byte> all, bool ended, out (int Start, int Length) line)
    {
        var isWhole = _lines.TryNext(all, out var length);
        line = (_lines.Start, length);
        return isWhole || (ended && (length > 0 || _dataLines > 0));
    }

    private void Read(ReadOnlySpan<byte> all, (int Start, int Length) line)
    {
        // Of the four fields, "id" and "retry" are for reconnecting, which the library does not do. Lines with another name, and lines that
        // start with a colon, are ignored.
        if (SseField.Is("data"u8, all, line, out var value))
        {
            AddData(all, value);
        }
        else if (SseField.Is("event"u8, all, line, out value))
        {
            // The last "event" field counts.
            _name = value;
        }
    }

    /// <summary>Joins the data of several lines with line feeds. The data of a single line is not copied.</summary>
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

    private void Consume(StreamBytes bytes)
    {
        bytes.Consume(_lines.Start);
        _lines.Restart();
        _dataLines = 0;
        _name = default;
    }
}
