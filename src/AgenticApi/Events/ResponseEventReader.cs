using System.Runtime.CompilerServices;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// Reads the bytes of an answer as typed events. The input is a stream of server-sent events, WebSocket messages one after the other, or a
/// JSON body. A body gives one <see cref="BareResponseEvent"/> or <see cref="ErrorEvent"/>.
/// </summary>
/// <remarks>
/// The type of an event is the <c>type</c> in its JSON, or the <c>event:</c> line of its frame if there is none. Comments and <c>[DONE]</c>
/// are skipped. An event that is not a JSON object gives a <see cref="MalformedEvent"/>, and reading continues after it.
/// </remarks>
public static class ResponseEventReader
{
    /// <summary>Reads the events of a stream.</summary>
    /// <param name="stream">The bytes. The stream is read to its end and not closed.</param>
    /// <param name="options">The limits; null for the defaults. Only <c>MaxEventBytes</c> and <c>MaxJsonDepth</c> are used.</param>
    /// <param name="cancellationToken">Stops reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The events, each as soon as it has arrived.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The bytes are neither events nor JSON, such as HTML, or exceed a limit.</exception>
    public static IAsyncEnumerable<ResponseStreamEvent> ReadAsync(
        Stream stream, ResponseAccumulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, options ?? ResponseAccumulatorOptions.Default, cancellationToken);
    }

    private static async IAsyncEnumerable<ResponseStreamEvent> Read(
        Stream stream, ResponseAccumulatorOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new EventReader(options.MaxJsonDepth);
        using var frames = new EventFrames(stream, options.MaxEventBytes);
        do
        {
            while (frames.TryNext(out var frame))
            {
                yield return ResponseStreamEvent.Parse(frame, reader);
            }
        }
        while (await frames.ReadAsync(cancellationToken).ConfigureAwait(false));

        frames.End();
    }
}
