using System.Net.ServerSentEvents;

namespace AgenticApi;

/// <summary>Takes one event out of its frame.</summary>
/// <param name="eventName">What the frame's <c>event:</c> line says; empty where there is no such line.</param>
/// <param name="data">The event's JSON.</param>
/// <param name="isBody">Whether it stood without any framing before all others, as a blocking body does.</param>
internal delegate T FrameParser<T>(string eventName, ReadOnlySpan<byte> data, bool isBody);

/// <summary>
/// Finds the events in a stream of bytes, whichever way they are framed: server-sent events, or JSON objects one after the
/// other, as a file of WebSocket messages or a blocking body is.
/// </summary>
internal sealed class EventFrames
{
    private readonly StreamHead _head;
    private bool _any;

    private EventFrames(StreamHead head) => _head = head;

    /// <summary>Looks at the first bytes. The stream stays open.</summary>
    public static async ValueTask<EventFrames> OpenAsync(Stream stream, long maxBytes, CancellationToken cancellationToken) =>
        new(await StreamHead.ReadAsync(stream, maxBytes, cancellationToken).ConfigureAwait(false));

    /// <summary>Reads to the end. What is no event comes as the default of its type.</summary>
    public IAsyncEnumerable<SseItem<T?>> ReadAsync<T>(FrameParser<T> parse, CancellationToken cancellationToken)
    {
        if (!_head.IsJson)
        {
            return SseParser.Create(_head, (name, data) => IsNothing(data) ? Skip<T>() : Take(name == SseParser.EventTypeDefault ? "" : name, data, false, parse))
                .EnumerateAsync(cancellationToken);
        }

        // Only the first object can show that the input is no answer at all.
        return JsonFrames.ReadAsync(_head, data => new SseItem<T?>(Take("", data, !_any, parse)), cancellationToken);
    }

    /// <summary>Checks, at the end, that the bytes were any kind of answer.</summary>
    /// <exception cref="ResponseProtocolException">They were not.</exception>
    public void End()
    {
        if (!_any && !_head.IsJson && !_head.IsEventStream)
        {
            throw new ResponseProtocolException(_head.Describe());
        }
    }

    /// <summary>Some servers close a stream with <c>[DONE]</c> in place of an event, or keep it alive with empty ones.</summary>
    private static bool IsNothing(ReadOnlySpan<byte> data) => data.Length < 8 && data.Trim(" \t\r\n"u8) is var text && (text.IsEmpty || text.SequenceEqual("[DONE]"u8));

    private T? Skip<T>()
    {
        _head.StartEvent();
        return default;
    }

    private T? Take<T>(string name, ReadOnlySpan<byte> data, bool isBody, FrameParser<T> parse)
    {
        _head.StartEvent();
        _any = true;
        return parse(name, data, isBody);
    }
}
