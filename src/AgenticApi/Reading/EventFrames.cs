namespace AgenticApi.Reading;

/// <summary>
/// Finds the events in a stream of bytes, whichever way they are framed: server-sent events, or JSON objects one after the
/// other, as a file of WebSocket messages or a blocking body is. The stream stays open.
/// </summary>
/// <remarks>
/// Which events there are, and what is thrown, depends on the bytes alone and not on how reads cut them. An event's data has no white
/// space at both ends and is not empty; whether it is valid JSON is checked by whoever reads it.
/// </remarks>
internal sealed class EventFrames(Stream stream, long maxEventBytes) : IDisposable
{
    private readonly StreamBytes _bytes = new(stream, maxEventBytes);
    private Framing _framing;
    private JsonFrames _json;
    private SseFrames _sse;
    private string? _fault;
    private bool _isPastMark;
    private bool _any;

    /// <summary>Finds the next event among the bytes that have come.</summary>
    /// <returns>False where more must be read.</returns>
    /// <exception cref="ResponseProtocolException">The bytes begin as JSON and are none, or an event is too long.</exception>
    public bool TryNext(out EventFrame frame)
    {
        while ((_framing != Framing.Unknown || Begin()) && Next(out var name, out var data))
        {
            if (!IsNothing(data))
            {
                // A body stands alone, or before all others.
                frame = new EventFrame(name, data, isBody: _framing == Framing.Json && !_any);
                _any = true;
                return true;
            }
        }

        frame = default;
        return false;
    }

    /// <summary>Reads on, after all events that had come were taken.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="ResponseProtocolException">The event that is coming is too long.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => _bytes.ReadAsync(cancellationToken);

    /// <summary>Checks, at the end, that the bytes were any kind of answer.</summary>
    /// <exception cref="ResponseProtocolException">They were not.</exception>
    public void End()
    {
        if (!_any && _fault is not null)
        {
            throw new ResponseProtocolException(_fault);
        }
    }

    public void Dispose()
    {
        _sse.Dispose();
        _bytes.Dispose();
    }

    private bool Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> data)
    {
        name = default;
        return _framing == Framing.Json ? _json.TryNext(_bytes, out data) : _sse.TryNext(_bytes, out name, out data);
    }

    /// <summary>Looks at the first bytes: they tell how the events are framed.</summary>
    private bool Begin()
    {
        if (!_isPastMark && !PassMark())
        {
            return false;
        }

        // In an event stream, the last byte of white space says what the others say: that the first line is blank, or none of a field.
        _bytes.Skip(Math.Max(0, JsonSpace.CountAtStart(_bytes.Span) - 1));
        var start = _bytes.Span[JsonSpace.CountAtStart(_bytes.Span)..];
        _framing = FirstBytes.Tell(start, _bytes.Ended);
        _fault = _framing == Framing.Other ? FirstBytes.Describe(start[0]) : null;
        return _framing != Framing.Unknown;
    }

    /// <summary>A byte-order mark before the first byte belongs to no event, however the events are framed.</summary>
    private bool PassMark()
    {
        var mark = ByteOrderMark.Utf8;
        if (!_bytes.Ended && _bytes.Span.Length < mark.Length && mark.StartsWith(_bytes.Span))
        {
            return false;
        }

        _bytes.Skip(_bytes.Span.StartsWith(mark) ? mark.Length : 0);
        _isPastMark = true;
        return true;
    }

    /// <summary>Some servers close a stream with <c>[DONE]</c> in place of an event, or keep it alive with empty ones.</summary>
    private static bool IsNothing(ReadOnlySpan<byte> data) => data.IsEmpty || data.SequenceEqual("[DONE]"u8) || data.SequenceEqual(ByteOrderMark.Utf8);
}
