using System.Buffers;
using System.Text;

namespace AgenticApi.Serving;

/// <summary>Writes events as server-sent events, as the protocol frames them: an <c>event:</c> line, a <c>data:</c> line, a blank line.</summary>
public static class ResponseEventWriter
{
    /// <summary>The media type of what is written.</summary>
    public const string MediaType = "text/event-stream";

    /// <summary>Writes one event.</summary>
    /// <param name="streamEvent">The event.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(ResponseStreamEvent streamEvent, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        ArgumentNullException.ThrowIfNull(output);
        output.Write("event: "u8);
        Encoding.UTF8.GetBytes(streamEvent.Type, output);
        output.Write("\ndata: "u8);

        // A line break can stand in JSON only where it means nothing, and here it would end the line.
        for (var json = streamEvent.Utf8Json.Span; !json.IsEmpty;)
        {
            var end = json.IndexOfAny("\r\n"u8);
            output.Write(end < 0 ? json : json[..end]);
            json = end < 0 ? [] : json[(end + 1)..];
        }

        output.Write("\n\n"u8);
    }

    /// <summary>Writes events as they come, each sent at once.</summary>
    /// <param name="events">The events.</param>
    /// <param name="stream">Where to. It is flushed after every event, and not closed.</param>
    /// <param name="cancellationToken">Ends the writing with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">The stream cannot be written to: the client is gone.</exception>
    public static async Task WriteAsync(IAsyncEnumerable<ResponseStreamEvent> events, Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new ArrayBufferWriter<byte>(1024);
        await foreach (var streamEvent in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            buffer.ResetWrittenCount();
            Write(streamEvent, buffer);
            await stream.WriteAsync(buffer.WrittenMemory, cancellationToken).ConfigureAwait(false);
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
