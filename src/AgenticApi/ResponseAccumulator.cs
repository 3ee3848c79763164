using System.Runtime.CompilerServices;
using System.Text;
using AgenticApi.Folding;
using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// Folds the events of one response into the final <see cref="Response"/>. It accepts the streams of every server: it repairs protocol
/// violations where possible, records each as a <see cref="Deviation"/>, and keeps everything that it receives.
/// </summary>
/// <remarks>
/// Not thread-safe: one call at a time. A call that overlaps another call on the same accumulator throws an
/// <see cref="InvalidOperationException"/>. Accumulators do not affect each other. Returned objects are immutable.
/// </remarks>
/// <param name="options">How to read the input; null for the defaults.</param>
public sealed class ResponseAccumulator(ResponseAccumulatorOptions? options = null)
{
    private readonly ResponseAccumulatorOptions _options = options ?? ResponseAccumulatorOptions.Default;
    private readonly ResponseFold _fold = new(options ?? ResponseAccumulatorOptions.Default);
    private EventReader? _reader;
    private int _isBusy;

    /// <summary>Whether the terminal event was received. Later events are ignored.</summary>
    public bool HasEnded => _fold.HasEnded;

    /// <summary>
    /// The highest <c>sequence_number</c> received so far; null if there is none yet. Pass it as <c>starting_after</c> to resume a broken
    /// stream.
    /// </summary>
    public long? LastSequenceNumber => _fold.LastSequenceNumber >= 0 ? _fold.LastSequenceNumber : null;

    /// <summary>
    /// The <c>id</c> of the response; null if no event has given it yet. The id in the terminal event replaces earlier ones. Use it to
    /// retrieve a stored response.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    public string? ResponseId
    {
        get
        {
            using var _ = new ExclusiveCall(ref _isBusy);
            return _fold.ResponseId;
        }
    }

    /// <summary>The number of events received so far, including events that could not be read.</summary>
    public long EventCount => _fold.EventCount;

    /// <summary>
    /// The deviations found so far, in the order of the events; at most 100 of each kind. <see cref="Finish"/> returns these, followed by
    /// those that only the complete response shows.
    /// </summary>
    /// <remarks>
    /// A returned list never changes. Until another deviation is recorded, the property returns the same list without allocating.
    /// </remarks>
    public IReadOnlyList<Deviation> Deviations => _fold.Deviations;

    private EventReader Reader => _reader ??= new EventReader(_options.MaxJsonDepth) { KnownItems = _fold.KnownItems };

    /// <summary>Folds one event.</summary>
    /// <param name="streamEvent">The event.</param>
    /// <returns>What the event did.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="streamEvent"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    /// <exception cref="ResponseProtocolException">
    /// The event violates the protocol and strict mode is on, or the event exceeds a limit.
    /// </exception>
    public ResponseStep Add(ResponseStreamEvent streamEvent)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        using var _ = new ExclusiveCall(ref _isBusy);
        var known = _fold.DeviationCount;
        var step = streamEvent is MalformedEvent ? _fold.ApplyMalformed() : _fold.Apply(streamEvent.Read);
        return StepOf(streamEvent, step, known);
    }

    /// <summary>Folds one event from UTF-8 JSON without framing, such as a WebSocket message.</summary>
    /// <param name="utf8Json">The event. It is not used after the method returns.</param>
    /// <returns>What the event did. <see cref="ResponseStep.Event"/> is null.</returns>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    /// <exception cref="ResponseProtocolException">
    /// The event violates the protocol and strict mode is on, or the event exceeds a limit.
    /// </exception>
    public ResponseStep Add(ReadOnlySpan<byte> utf8Json) => Add(new EventFrame(default, JsonSpace.Trim(utf8Json), isBody: false));

    /// <summary>
    /// Reads events from a stream and folds each one as it arrives. Earlier events stay in the accumulator, so a second stream can continue
    /// a broken one.
    /// </summary>
    /// <param name="stream">
    /// The bytes: an event stream, or a JSON body that the server sent instead of one. The stream is read to its end and not closed.
    /// </param>
    /// <param name="cancellationToken">
    /// Stops reading with an <see cref="OperationCanceledException"/>. The accumulator keeps the events received until then.
    /// </param>
    /// <returns>
    /// A step for each event; fewer with <see cref="ResponseAccumulatorOptions.OutlineOnly"/>. The sequence ends with the stream. It also
    /// ends if reading fails after the first event, for example because the connection broke; then <see cref="Finish"/> returns what was
    /// received, with <see cref="Ending.Truncated"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    /// <exception cref="ResponseProtocolException">
    /// The bytes are neither events nor JSON, exceed a limit, or violate the protocol in strict mode.
    /// </exception>
    public IAsyncEnumerable<ResponseStep> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, cancellationToken);
    }

    /// <summary>
    /// Determines whether this response has ended and the event starts another one, as on a WebSocket that carries several responses. Pass
    /// such an event to a new accumulator.
    /// </summary>
    /// <param name="streamEvent">The event.</param>
    /// <returns>True if the event belongs to another response.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="streamEvent"/> is null.</exception>
    public bool IsNextResponse(ResponseStreamEvent streamEvent)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        return streamEvent is not MalformedEvent && _fold.IsNext(streamEvent.Read);
    }

    /// <summary>
    /// Returns the <c>call_id</c> under which the server stored a call. Some servers (vLLM) give a call another id in the terminal event
    /// than in the stream. The output of a tool that was started early must have the final id.
    /// </summary>
    /// <param name="streamedCallId">The id from an event of the stream.</param>
    /// <returns>The final id. The streamed id if it did not change, is unknown, or has no final id yet.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="streamedCallId"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    public string FinalCallId(string streamedCallId)
    {
        ArgumentNullException.ThrowIfNull(streamedCallId);
        using var _ = new ExclusiveCall(ref _isBusy);
        return _fold.FinalCallId(streamedCallId);
    }

    /// <summary>
    /// Returns the response so far, with the last status that the server gave. Can be called at any time; does not change the accumulator.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    public Response Snapshot()
    {
        using var _ = new ExclusiveCall(ref _isBusy);
        return _fold.Snapshot();
    }

    /// <summary>
    /// Returns the result of the events received so far. Can be called more than once; if the stream was cut off, more events can be added
    /// after it.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    /// <exception cref="ResponseProtocolException">The complete response violates the protocol and strict mode is on.</exception>
    public AccumulatedResponse Finish()
    {
        using var _ = new ExclusiveCall(ref _isBusy);
        var result = _fold.Finish(_options.Strict);
        _fold.Close(result);
        return result;
    }

    /// <summary>Reads an answer to its end: an event stream, or a JSON body that the server sent instead of one.</summary>
    /// <param name="stream">The bytes. The stream is read to its end and not closed.</param>
    /// <param name="options">How to read the input; null for the defaults.</param>
    /// <param name="cancellationToken">
    /// Stops reading with an <see cref="OperationCanceledException"/>. To keep the events received until then, use <see cref="ReadAsync"/>.
    /// </param>
    /// <returns>
    /// The response. Its ending is <see cref="Ending.Truncated"/> if the stream has no event, or if reading fails after the first event.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">
    /// The bytes are neither events nor JSON, exceed a limit, or violate the protocol in strict mode.
    /// <see cref="ResponseProtocolException.Partial"/> has what was received before.
    /// </exception>
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
            while (await accumulator.ReadMoreAsync(frames, cancellationToken).ConfigureAwait(false));

            frames.End();
            return accumulator.End();
        }
        catch (ResponseProtocolException e) when (accumulator.EventCount > 0)
        {
            e.Partial = accumulator.Partial();
            throw;
        }
    }

    /// <summary>
    /// Reads a connection that carries several responses, such as a WebSocket: one after the other, or at the same time in lanes, which
    /// <c>stream_id</c> names.
    /// </summary>
    /// <param name="stream">The bytes. The stream is read to its end and not closed.</param>
    /// <param name="options">How to read the input; null for the defaults.</param>
    /// <param name="cancellationToken">Stops reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>
    /// Each response as it ends. When the stream ends or reading it fails, the responses that have not ended follow. There is at least one.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">
    /// The bytes are neither events nor JSON, exceed a limit, or violate the protocol in strict mode.
    /// </exception>
    public static IAsyncEnumerable<AccumulatedResponse> AllFromStreamAsync(
        Stream stream, ResponseAccumulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new ResponseLanes(options ?? ResponseAccumulatorOptions.Default).ReadAsync(stream, cancellationToken);
    }

    /// <summary>Reads a blocking answer: the body of a response or of an error.</summary>
    /// <param name="utf8Json">The body. It is not used after the method returns.</param>
    /// <param name="options">How to read the body; null for the defaults.</param>
    /// <returns>The response. The body of an error gives a response with <see cref="Ending.Errored"/>.</returns>
    /// <exception cref="ResponseProtocolException">
    /// The body is not a response, exceeds a limit, or violates the protocol in strict mode.
    /// </exception>
    public static AccumulatedResponse FromJson(ReadOnlySpan<byte> utf8Json, ResponseAccumulatorOptions? options = null)
    {
        options ??= ResponseAccumulatorOptions.Default;
        var fold = new ResponseFold(options, isBlocking: true);
        var room = (stackalloc JsonMember[EventReader.Room]);
        var fields = default(EventFields);
        BlockingBody.Read(utf8Json, options, room, ref fields, out var read);
        fold.Apply(read);
        return End(fold, options);
    }

    /// <summary>Reads a blocking answer: the body of a response or of an error.</summary>
    /// <param name="json">The body.</param>
    /// <param name="options">How to read the body; null for the defaults.</param>
    /// <returns>The response. The body of an error gives a response with <see cref="Ending.Errored"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">
    /// The body is not a response, exceeds a limit, or violates the protocol in strict mode.
    /// </exception>
    public static AccumulatedResponse FromJson(string json, ResponseAccumulatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return FromJson(Encoding.UTF8.GetBytes(json), options);
    }

    private async IAsyncEnumerable<ResponseStep> Read(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var frames = new EventFrames(stream, _options.MaxEventBytes);
        var reader = _options.OutlineOnly ? null : new EventReader(_options.MaxJsonDepth);
        do
        {
            while (frames.TryNext(out var frame))
            {
                if (reader is not null)
                {
                    yield return Add(ResponseStreamEvent.Parse(frame, reader));
                }
                else if (TryAddOutlined(frame, out var step))
                {
                    yield return step;
                }
            }
        }
        while (await ReadMoreAsync(frames, cancellationToken).ConfigureAwait(false));

        frames.End();
    }

    private ResponseStep Add(EventFrame frame)
    {
        using var _ = new ExclusiveCall(ref _isBusy);
        var known = _fold.DeviationCount;
        return StepOf(null, Apply(frame), known);
    }

    /// <summary>Folds one event. Returns true and a step, unless the event only appended text.</summary>
    private bool TryAddOutlined(EventFrame frame, out ResponseStep step)
    {
        using var _ = new ExclusiveCall(ref _isBusy);
        var known = _fold.DeviationCount;
        var folded = Apply(frame);
        var isOutlined = folded.Effect != StepEffect.TextAppended || _fold.DeviationCount > known;
        step = isOutlined ? StepOf(null, folded, known) : default;
        return isOutlined;
    }

    /// <summary>Reads more bytes. Returns false at the end of the stream, and if the connection breaks after the first event.</summary>
    private async ValueTask<bool> ReadMoreAsync(EventFrames frames, CancellationToken cancellationToken)
    {
        try
        {
            return await frames.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (BrokenConnection.Ends(e, EventCount > 0, cancellationToken))
        {
            Break();
            return false;
        }
    }

    private ResponseStep StepOf(ResponseStreamEvent? streamEvent, FoldStep step, int known) =>
        new(streamEvent, step, _fold.FinishedBy(step), _fold.DeviationCount == known ? [] : [.. _fold.Deviations.Skip(known)]);

    internal FoldStep Apply(EventFrame frame)
    {
        var reader = Reader;
        return reader.TryReadWithTemplate(frame.Data) ? _fold.ApplyDelta(frame.Data, in reader.TemplateFields) : ApplyWhole(frame, reader);
    }

    // Not inlined: the stack space that this method needs would slow down every delta.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private FoldStep ApplyWhole(EventFrame frame, EventReader reader)
    {
        var room = (stackalloc JsonMember[EventReader.Room]);
        var fields = default(EventFields);
        if (!reader.TryRead(frame, room, ref fields, out var read))
        {
            return _fold.ApplyMalformed();
        }

        var step = _fold.Apply(read);
        if (step.Effect == StepEffect.ResponseUpdated)
        {
            reader.KnownResponse = _fold.KnownResponse;
        }

        return step;
    }

    /// <summary>Records that the connection broke.</summary>
    internal void Break() => _fold.Report(DeviationKind.ConnectionBroken);

    /// <summary>Returns what was received so far, without checking it in strict mode.</summary>
    internal AccumulatedResponse Partial() => _fold.Finish(strict: false);

    /// <summary>Finishes the response and releases the rented memory. The accumulator cannot be used afterwards.</summary>
    internal AccumulatedResponse End() => End(_fold, _options);

    private static AccumulatedResponse End(ResponseFold fold, ResponseAccumulatorOptions options)
    {
        var result = fold.Finish(options.Strict);
        fold.Release();
        return result;
    }
}
