using System.Buffers;
using System.Text;

namespace AgenticApi.Serving;

/// <summary>
/// Writes events as server-sent events in the framing of the protocol: an <c>event:</c> line, a <c>data:</c> line, a blank line.
/// </summary>
public static class ResponseEventWriter
{
    /// <summary>The media type of the written stream.</summary>
    public const string MediaType = "text/event-stream";

    /// <summary>Writes one event. The <c>event:</c> line is left out if the type of the event contains a line break.</summary>
    /// <param name="streamEvent">The event.</param>
    /// <param name="output">The buffer to write to.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static void Write(ResponseStreamEvent streamEvent, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        ArgumentNullException.ThrowIfNull(output);
        if (!streamEvent.Type.AsSpan().ContainsAny('\r', '\n'))
        {
            output.Write("event: "u8);
            Encoding.UTF8.GetBytes(streamEvent.Type, output);
            output.Write("\n"u8);
        }

        output.Write("data: "u8);

        // A line break in JSON is white space between two tokens. Here it would end the data line, so it is removed.
        for (var json = streamEvent.Utf8Json.Span; !json.IsEmpty;)
        {
            var end = json.IndexOfAny("\r\n"u8);
            output.Write(end < 0 ? json : json[..end]);
            json = end < 0 ? [] : json[(end + 1)..];
        }

        output.Write("\n\n"u8);
    }

    /// <summary>Writes each event to a stream as soon as it comes.</summary>
    /// <param name="events">The events.</param>
    /// <param name="stream">The stream to write to. It is flushed after every event, and not closed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">The stream cannot be written to, for example because the client has disconnected.</exception>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
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
