namespace AgenticApi.Reading;

/// <summary>
/// Finds the events in a stream of bytes. The framing is either server-sent events, or JSON objects one after the other, such as a file of
/// WebSocket messages or a blocking body. The stream is not closed.
/// </summary>
/// <remarks>
/// Events and exceptions depend on the bytes only, not on how reads split them. The data of an event is not empty and has no white space at
/// its ends. The caller checks whether it is valid JSON.
/// </remarks>
internal sealed class EventFrames(Stream stream, long maxEventBytes) : IDisposable
{
    private readonly StreamBytes _bytes = new(stream, maxEventBytes);
    private Framing _framing;
    private JsonFrames _json;
    private SseFrames _sse;
    private string? _fault;
    private bool _isPastByteOrderMark;
    private bool _hasEvents;

    /// <summary>Finds the next event in the bytes that were read.</summary>
    /// <returns>False if more bytes must be read.</returns>
    /// <exception cref="ResponseProtocolException">The bytes start as JSON that is not valid, or an event exceeds the limit.</exception>
    public bool TryNext(out EventFrame frame)
    {
        while ((_framing != Framing.Unknown || Begin()) && Next(out var name, out var data))
        {
            if (!IsNoEvent(data))
            {
                // A body comes alone, or before all other events.
                frame = new EventFrame(name, data, isBody: _framing == Framing.Json && !_hasEvents);
                _hasEvents = true;
                return true;
            }
        }

        frame = default;
        return false;
    }

    /// <summary>Reads more bytes. Call it when <see cref="TryNext"/> has returned false.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="ResponseProtocolException">The incomplete event exceeds the limit.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => _bytes.ReadAsync(cancellationToken);

    /// <summary>Checks at the end of the stream that the bytes were an answer.</summary>
    /// <exception cref="ResponseProtocolException">The bytes are neither an event stream nor JSON.</exception>
    public void End()
    {
        if (!_hasEvents && _fault is not null)
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

    /// <summary>Detects the framing from the first bytes.</summary>
    private bool Begin()
    {
        if (!_isPastByteOrderMark && !SkipByteOrderMark())
        {
            return false;
        }

        // In an event stream, the last byte of white space is enough to show that the first line is blank or has no field.
        _bytes.Skip(Math.Max(0, JsonSpace.CountAtStart(_bytes.Span) - 1));
        var start = _bytes.Span[JsonSpace.CountAtStart(_bytes.Span)..];
        _framing = FirstBytes.DetectFraming(start, _bytes.Ended);
        _fault = _framing == Framing.Other ? FirstBytes.Describe(start[0]) : null;
        return _framing != Framing.Unknown;
    }

    /// <summary>Skips a byte order mark. It belongs to no event, whatever the framing.</summary>
    private bool SkipByteOrderMark()
    {
        var mark = ByteOrderMark.Utf8;
        if (!_bytes.Ended && _bytes.Span.Length < mark.Length && mark.StartsWith(_bytes.Span))
        {
            return false;
        }

        _bytes.Skip(_bytes.Span.StartsWith(mark) ? mark.Length : 0);
        _isPastByteOrderMark = true;
        return true;
    }

    /// <summary>Whether data is not an event: some servers end a stream with <c>[DONE]</c>, or send empty events to keep it open.</summary>
    private static bool IsNoEvent(ReadOnlySpan<byte> data) => data.IsEmpty || data.SequenceEqual("[DONE]"u8) || data.SequenceEqual(ByteOrderMark.Utf8);
}
