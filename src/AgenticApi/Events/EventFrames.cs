using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace AgenticApi;

/// <summary>Takes one event out of its frame.</summary>
/// <param name="eventName">What the frame's <c>event:</c> line says; empty where there is no such line.</param>
/// <param name="data">The event's JSON.</param>
/// <param name="isBody">Whether it stood without any framing, as a blocking body does.</param>
internal delegate T FrameParser<T>(string eventName, ReadOnlySpan<byte> data, bool isBody);

/// <summary>
/// Finds the events in a stream of bytes, whichever way they are framed: server-sent events, or JSON objects one after the
/// other, as a file of WebSocket messages or a blocking body is.
/// </summary>
internal static class EventFrames
{
    /// <summary>Reads to the end. The stream stays open.</summary>
    /// <exception cref="ResponseProtocolException">The bytes are neither kind.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        Stream stream, long maxBytes, FrameParser<T> parse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Only the first object can show that the input is no answer at all.
        var first = true;
        var head = await StreamHead.ReadAsync(stream, maxBytes, cancellationToken).ConfigureAwait(false);
        if (head.IsJson)
        {
            await foreach (var item in JsonFrames.ReadAsync(head, Parse, cancellationToken).ConfigureAwait(false))
            {
                yield return item;
            }

            yield break;
        }

        var any = false;
        var events = SseParser.Create(head, (name, data) =>
        {
            head.StartEvent();
            return IsNothing(data) ? default : parse(name == SseParser.EventTypeDefault ? "" : name, data, false);
        });
        await foreach (var item in events.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            any = true;
            if (item.Data is { } parsed)
            {
                yield return parsed;
            }
        }

        if (!any && !head.IsEventStream)
        {
            throw new ResponseProtocolException(head.Describe());
        }

        T Parse(ReadOnlySpan<byte> data)
        {
            head.StartEvent();
            var isFirst = first;
            first = false;
            return parse("", data, isFirst);
        }
    }

    /// <summary>Some servers close a stream with <c>[DONE]</c> in place of an event, or keep it alive with empty ones.</summary>
    private static bool IsNothing(ReadOnlySpan<byte> data) => data.Trim(" \t\r\n"u8) is [] or [(byte)'[', (byte)'D', (byte)'O', (byte)'N', (byte)'E', (byte)']'];
}
