using System.Runtime.CompilerServices;
using System.Text;
using AgenticApi.Folding;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// Folds the events of one response into the final <see cref="Response"/>, whichever server sent them. Whatever the server does wrong is
/// repaired where it can be, and recorded as a <see cref="Deviation"/>; nothing that came is lost.
/// </summary>
/// <remarks>One writer at a time: an accumulator takes no lock. What it returns is immutable.</remarks>
/// <param name="options">How to treat what is read; null for the defaults.</param>
public sealed class ResponseAccumulator(ResponseAccumulatorOptions? options = null)
{
    private readonly ResponseAccumulatorOptions _options = options ?? ResponseAccumulatorOptions.Default;
    private readonly ResponseFold _fold = new(options ?? ResponseAccumulatorOptions.Default);

    /// <summary>Whether the terminal event has come. Events after it are ignored.</summary>
    public bool HasEnded => _fold.HasEnded;

    /// <summary>The highest <c>sequence_number</c> so far, for <c>starting_after</c> when a broken stream is resumed; null before the first.</summary>
    public long? LastSequenceNumber => _fold.LastSequenceNumber >= 0 ? _fold.LastSequenceNumber : null;

    /// <summary>How many events have come, unreadable ones included.</summary>
    public long EventCount => _fold.EventCount;

    /// <summary>
    /// The deviations that events have shown so far, in their order: what has joined them after an <c>Add</c> is that event's. Those that
    /// only the response as a whole shows follow them in what <see cref="Finish"/> returns.
    /// </summary>
    /// <remarks>The list does not grow; while nothing is added, asking again costs nothing and gives the same list.</remarks>
    public IReadOnlyList<Deviation> Deviations => _fold.Deviations;

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
    public OutputItem? Add(ReadOnlySpan<byte> utf8Json) => Item(Apply(new EventFrame(default, WithoutMark(utf8Json), isBody: false)));

    /// <summary>
    /// Whether this response has ended and the event begins another, as on a WebSocket that carries several: give it to a new
    /// accumulator.
    /// </summary>
    /// <param name="streamEvent">The event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="streamEvent"/> is null.</exception>
    public bool IsNextResponse(ResponseStreamEvent streamEvent)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        return streamEvent is not MalformedEvent && _fold.IsNext(streamEvent.Data, streamEvent.Fields);
    }

    /// <summary>
    /// The <c>call_id</c> under which the server stored a call. Some servers (vLLM) give a call another id at the end than in the stream:
    /// a tool that was started early must be answered under the final one.
    /// </summary>
    /// <param name="streamedCallId">The id as an event of the stream gave it.</param>
    /// <returns>The final id; the streamed one where it did not change, is not known, or nothing final has come yet.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="streamedCallId"/> is null.</exception>
    public string FinalCallId(string streamedCallId)
    {
        ArgumentNullException.ThrowIfNull(streamedCallId);
        return _fold.FinalCallId(streamedCallId);
    }

    /// <summary>The response so far, with the status that the server gave last. Changes nothing; may be asked at any time.</summary>
    public Response Snapshot() => _fold.Snapshot();

    /// <summary>
    /// What the events came to. May be asked more than once; where the stream was cut off, more events may follow after it.
    /// </summary>
    /// <exception cref="ResponseProtocolException">Strict mode, and the response as a whole departs from the protocol.</exception>
    public AccumulatedResponse Finish() => _fold.Finish(strict: true);

    /// <summary>Reads an answer to its end: an event stream, or a JSON body where a stream was asked for.</summary>
    /// <param name="stream">The bytes. It is read to its end and not closed.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// The response. A stream without any event gives a <see cref="Ending.Truncated"/> one, and so does a stream whose reading fails with an
    /// <see cref="IOException"/> after its first event.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">
    /// The bytes are neither events nor JSON, go past a limit, or strict mode refuses them. What came before is in its
    /// <see cref="ResponseProtocolException.Partial"/>.
    /// </exception>
    /// <exception cref="IOException">The stream could not be read at all.</exception>
    public static async Task<AccumulatedResponse> FromStreamAsync(
        Stream stream, ResponseAccumulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var accumulator = new ResponseAccumulator(options);
        try
        {
            using var frames = new EventFrames(stream, accumulator._options.MaxEventBytes);
            do
            {
                while (frames.TryNext(out var frame))
                {
                    accumulator.Apply(frame);
                }
            }
            while (await frames.ReadAsync(cancellationToken).ConfigureAwait(false));

            frames.End();
            return accumulator.End();
        }
        catch (ResponseProtocolException e) when (accumulator.EventCount > 0)
        {
            e.Partial = accumulator._fold.Finish(strict: false);
            throw;
        }
        catch (IOException) when (accumulator.EventCount > 0)
        {
            // The connection broke: a stream that was cut off, and no fault of the caller's.
            accumulator._fold.Report(DeviationKind.ConnectionBroken);
            return accumulator.Finish();
        }
    }

    /// <summary>
    /// Reads a connection that carries several responses, as WebSockets do: one after the other, or at once in lanes that a
    /// <c>stream_id</c> names.
    /// </summary>
    /// <param name="stream">The bytes. It is read to its end and not closed.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Each response as it ends; at the end those that did not; at least one.</returns>
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
        utf8Json = WithoutMark(utf8Json);
        BlockingBody.Read(utf8Json, accumulator._options.MaxJsonDepth, out var fields);
        accumulator._fold.Apply(utf8Json, fields with { IsIndexed = true });
        return accumulator.End();
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
        var lanes = new Dictionary<string, ResponseAccumulator>(StringComparer.Ordinal);
        await foreach (var streamEvent in ResponseEventReader.ReadAsync(stream, options, cancellationToken).ConfigureAwait(false))
        {
            var lane = streamEvent.StreamId ?? "";
            if (!lanes.TryGetValue(lane, out var accumulator))
            {
                accumulator = lanes[lane] = new ResponseAccumulator(options);
            }
            else if (accumulator.IsNextResponse(streamEvent))
            {
                if (!accumulator.HasEnded)
                {
                    yield return accumulator.Finish();
                }

                accumulator = lanes[lane] = new ResponseAccumulator(options);
            }
            else if (accumulator.HasEnded)
            {
                // It has been given already.
                continue;
            }

            accumulator.Add(streamEvent);
            if (accumulator.HasEnded)
            {
                yield return accumulator.Finish();
            }
        }

        if (lanes.Count == 0)
        {
            lanes[""] = new ResponseAccumulator(options);
        }

        foreach (var accumulator in lanes.Values.Where(accumulator => !accumulator.HasEnded))
        {
            yield return accumulator.Finish();
        }
    }

    private static OutputItem? Item(ItemSlot? finished) =>
        finished is null ? null : OutputItem.FromJson(JsonText.Parse(finished.Resolve(open: "").Span));

    /// <summary>Finishes for good.</summary>
    private AccumulatedResponse End()
    {
        var result = Finish();
        _fold.Release();
        return result;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8Json) => utf8Json.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json;

    private ItemSlot? Apply(EventFrame frame)
    {
        if (!EventFields.TryRead(frame.Data, _fold.LastTypeId, _options.MaxJsonDepth, out var fields))
        {
            _fold.ApplyMalformed();
            return null;
        }

        fields.Resolve(frame.Name, frame.IsBody);
        fields.IsIndexed = true;
        return Apply(frame.Data, fields);
    }

    private ItemSlot? Apply(ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (fields.TypeId == EventCatalog.BareResponse && !HasEnded)
        {
            _fold.Report(fields.IsBody ? DeviationKind.BodyInsteadOfStream : DeviationKind.BareResponse);
        }

        return _fold.Apply(data, fields);
    }
}
