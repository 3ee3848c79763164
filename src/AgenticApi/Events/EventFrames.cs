using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// Finds the events in a stream of bytes, whichever way they are framed: server-sent events, or JSON objects one after the
/// other, as a file of WebSocket messages or a blocking body is. The stream stays open.
/// </summary>
internal sealed class EventFrames(Stream stream, long maxEventBytes) : IDisposable
{
    // With the colon after it, the longest field of an event stream.
    private const int HeadLength = 6;

    private readonly StreamBytes _bytes = new(stream, maxEventBytes);
    private JsonFrames? _json;
    private SseFrames _sse;
    private string? _fault;
    private bool _isBegun;
    private bool _any;

    /// <summary>Finds the next event among the bytes that have come.</summary>
    /// <returns>False where more must be read.</returns>
    /// <exception cref="ResponseProtocolException">The bytes begin as JSON and are none, or an event is too long.</exception>
    public bool TryNext(out EventFrame frame)
    {
        if (_isBegun || Begin())
        {
            if (_json is not null)
            {
                return Take(_json.TryNext(_bytes, out var json), default, json, out frame);
            }

            while (_sse.TryNext(_bytes, out var name, out var data))
            {
                if (!IsNothing(data))
                {
                    return Take(true, name, data, out frame);
                }
            }
        }

        frame = default;
        return false;
    }

    /// <summary>Reads on, after all events that had come were taken.</summary>
    /// <returns>False at the end.</returns>
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

    public void Dispose() => _bytes.Dispose();

    private bool Take(bool isThere, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, out EventFrame frame)
    {
        Limit.Check(data.Length - 1L, maxEventBytes, nameof(ResponseAccumulatorOptions.MaxEventBytes), "bytes in one event");

        // Only the first object can show that the input is no answer at all.
        frame = new EventFrame(name, data, isBody: _json is not null && !_any);
        _any |= isThere;
        return isThere;
    }

    /// <summary>Looks at the first bytes: they tell how the events are framed.</summary>
    private bool Begin()
    {
        var bytes = _bytes.Span;
        var mark = bytes.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
        var start = bytes[mark..].TrimStart(" \t\r\n"u8);
        if (start.Length < HeadLength && !_bytes.Ended)
        {
            return false;
        }

        _bytes.Take(mark);
        _isBegun = true;
        if (start is [(byte)'{', ..])
        {
            _json = new JsonFrames();
        }
        else if (!IsEventStream(start))
        {
            _fault = Describe(start[0]);
        }

        return true;
    }

    /// <summary>Some servers close a stream with <c>[DONE]</c> in place of an event, or keep it alive with empty ones.</summary>
    private static bool IsNothing(ReadOnlySpan<byte> data) => data.Length < 8 && data.Trim(" \t\r\n"u8) is var text && (text.IsEmpty || text.SequenceEqual("[DONE]"u8));

    private static bool IsEventStream(ReadOnlySpan<byte> start) =>
        start is [] or [(byte)':', ..] || IsField(start, "data"u8) || IsField(start, "event"u8) || IsField(start, "id"u8) || IsField(start, "retry"u8);

    /// <summary>Whether the bytes begin with a field's name, which a colon or the end of the line must follow.</summary>
    private static bool IsField(ReadOnlySpan<byte> start, ReadOnlySpan<byte> name) =>
        start.StartsWith(name) && (start.Length == name.Length || start[name.Length] is (byte)':' or (byte)'\r' or (byte)'\n');

    /// <summary>What is wrong with bytes that are neither an event stream nor JSON.</summary>
    private static string Describe(byte first)
    {
        var kind = first == '<' ? "HTML or XML" : first == '[' ? "a JSON array" : "neither a server-sent event stream nor a JSON object";
        return $"The input is {kind}, from its first byte on. Give the bytes of a Responses API answer: its event stream, its WebSocket messages or its JSON body.";
    }
}
