using System.Runtime.CompilerServices;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// Reads the bytes of an answer as typed events: a server-sent event stream, WebSocket messages one after the other, or a JSON
/// body, which is then one <see cref="BareResponseEvent"/> or <see cref="ErrorEvent"/>.
/// </summary>
/// <remarks>
/// The type of an event is what its JSON says, or else the frame's <c>event:</c> line. Comments and <c>[DONE]</c> are passed over. An
/// event that is no JSON object is a <see cref="MalformedEvent"/>; reading goes on after it.
/// </remarks>
public static class ResponseEventReader
{
    /// <summary>Reads events as they come.</summary>
    /// <param name="stream">The bytes. It is read to its end and not closed.</param>
    /// <param name="options">The limits; null for the defaults. Whether it is strict is the accumulator's business.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The bytes are neither events nor JSON: HTML, for instance. Or they go past a limit.</exception>
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
