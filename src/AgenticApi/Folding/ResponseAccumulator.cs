using System.Runtime.CompilerServices;
using System.Text;
using AgenticApi.Folding;

namespace AgenticApi;

/// <summary>
/// Folds the events of one response into the final <see cref="Response"/>, whichever server sent them. Whatever the server does wrong is
/// repaired where it can be, and recorded as a <see cref="Deviation"/>; nothing that came is lost.
/// </summary>
/// <remarks>One writer at a time: an accumulator takes no lock. What it returns is immutable.</remarks>
/// <param name="options">How to treat what is read; null for the defaults.</param>
public sealed class ResponseAccumulator(ResponseAccumulatorOptions? options = null)
{
    private readonly ResponseFold _fold = new((options ?? new()).Strict);

    /// <summary>Whether the terminal event has come. Events after it are ignored.</summary>
    public bool HasEnded => _fold.HasEnded;

    /// <summary>The highest <c>sequence_number</c> so far, for <c>starting_after</c> when a broken stream is resumed; null before the first.</summary>
    public long? LastSequenceNumber => _fold.LastSequenceNumber >= 0 ? _fold.LastSequenceNumber : null;

    /// <summary>How many events have come, unreadable ones included.</summary>
    public long EventCount => _fold.EventCount;

    /// <summary>Takes one event in.</summary>
    /// <param name="streamEvent">The event.</param>
    /// <returns>The item that this very event completed (<c>response.output_item.done</c>); otherwise null.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="streamEvent"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">Strict mode, and the event departs from the protocol.</exception>
    public OutputItem? Add(ResponseStreamEvent streamEvent)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        if (streamEvent is MalformedEvent)
        {
            _fold.ApplyMalformed();
            return null;
        }

        return Item(Apply(streamEvent.Data, streamEvent.Fields));
    }

    /// <summary>Takes one event in as UTF-8 JSON without framing: a WebSocket message, for instance.</summary>
    /// <param name="utf8Json">The event. It is not kept.</param>
    /// <returns>The item that this very event completed (<c>response.output_item.done</c>); otherwise null.</returns>
    /// <exception cref="ResponseProtocolException">Strict mode, and the event departs from the protocol.</exception>
    public OutputItem? Add(ReadOnlySpan<byte> utf8Json) => Item(Apply("", utf8Json));

    /// <summary>
    /// Whether this response has ended and the event begins another, as on a WebSocket that carries several: give it to a new
    /// accumulator.
    /// </summary>
    /// <param name="streamEvent">The event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="streamEvent"/> is null.</exception>
    public bool IsNextResponse(ResponseStreamEvent streamEvent)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        return streamEvent is not MalformedEvent && _fold.BelongsToNext(streamEvent.Data, streamEvent.Fields);
    }

    /// <summary>The response so far, with the status that the server gave last. Changes nothing; may be asked at any time.</summary>
    public Response Snapshot() => _fold.Snapshot();

    /// <summary>
    /// What the events came to. May be asked more than once; where the stream was cut off, more events may follow after it.
    /// </summary>
    /// <exception cref="ResponseProtocolException">Strict mode, and the response as a whole departs from the protocol.</exception>
    public AccumulatedResponse Finish() => _fold.Finish();

    /// <summary>Reads an answer to its end: an event stream, or a JSON body where a stream was asked for.</summary>
    /// <param name="stream">The bytes. It is read to its end and not closed.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The response. A stream without any event gives a <see cref="Ending.Truncated"/> one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The bytes are neither events nor JSON, or strict mode refuses them.</exception>
    public static async Task<AccumulatedResponse> FromStreamAsync(
        Stream stream, ResponseAccumulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var accumulator = new ResponseAccumulator(options);
        await foreach (var _ in EventFrames.ReadAsync(stream, accumulator.ApplyFrame, cancellationToken).ConfigureAwait(false))
        {
        }

        return accumulator.Finish();
    }

    /// <summary>Reads a connection that carries several responses, one after the other, as WebSockets do.</summary>
    /// <param name="stream">The bytes. It is read to its end and not closed.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Each response when the next one begins, the last at the end; at least one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The bytes are neither events nor JSON, or strict mode refuses them.</exception>
    public static IAsyncEnumerable<AccumulatedResponse> AllFromStreamAsync(
        Stream stream, ResponseAccumulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return ReadAll(stream, options, cancellationToken);
    }

    /// <summary>Reads a blocking answer: the body of a response, or of an error.</summary>
    /// <param name="utf8Json">The body. It is not kept.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <exception cref="ResponseProtocolException">The body is no response, or strict mode refuses it.</exception>
    public static AccumulatedResponse FromJson(ReadOnlySpan<byte> utf8Json, ResponseAccumulatorOptions? options = null)
    {
        var accumulator = new ResponseAccumulator(options);
        BlockingBody.Read(utf8Json, out var fields);
        accumulator._fold.Apply(utf8Json, fields);
        return accumulator.Finish();
    }

    /// <summary>Reads a blocking answer: the body of a response, or of an error.</summary>
    /// <param name="json">The body.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The body is no response, or strict mode refuses it.</exception>
    public static AccumulatedResponse FromJson(string json, ResponseAccumulatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return FromJson(Encoding.UTF8.GetBytes(json), options);
    }

    private static async IAsyncEnumerable<AccumulatedResponse> ReadAll(
        Stream stream, ResponseAccumulatorOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var accumulator = new ResponseAccumulator(options);
        await foreach (var streamEvent in ResponseEventReader.ReadAsync(stream, cancellationToken).ConfigureAwait(false))
        {
            if (accumulator.IsNextResponse(streamEvent))
            {
                yield return accumulator.Finish();
                accumulator = new ResponseAccumulator(options);
            }

            accumulator.Add(streamEvent);
        }

        yield return accumulator.Finish();
    }

    private static OutputItem? Item(ItemSlot? finished) => finished is null ? null : OutputItem.FromJson(finished.Resolve(open: null));

    /// <summary>Folds an event where its frame is read, so that nothing of it is copied. The value says nothing.</summary>
    private bool? ApplyFrame(string eventName, ReadOnlySpan<byte> data, bool isBody)
    {
        Apply(eventName, data, isBody);
        return null;
    }

    private ItemSlot? Apply(string eventName, ReadOnlySpan<byte> data, bool isBody = false)
    {
        if (!EventFields.TryRead(data, _fold.LastTypeId, out var fields))
        {
            _fold.ApplyMalformed();
            return null;
        }

        fields.Resolve(eventName, isBody);
        return Apply(data, fields, isBody);
    }

    private ItemSlot? Apply(ReadOnlySpan<byte> data, in EventFields fields, bool isBody = false)
    {
        if (fields.TypeId == EventCatalog.BareResponse && !HasEnded)
        {
            _fold.Report(isBody ? DeviationKind.BodyInsteadOfStream : DeviationKind.BareResponse);
        }

        return _fold.Apply(data, fields);
    }
}
