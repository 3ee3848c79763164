using System.Runtime.CompilerServices;
using System.Text;
using AgenticApi.Folding;
using AgenticApi.Json;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// Folds the events of one response into the final <see cref="Response"/>, whichever server sent them. What the server does wrong is
/// repaired where possible and recorded as a <see cref="Deviation"/>. Everything that came is kept.
/// </summary>
/// <remarks>
/// One writer at a time. A call that overlaps another one on the same accumulator throws an <see cref="InvalidOperationException"/>; other
/// accumulators are not affected. What an accumulator returns is immutable.
/// </remarks>
/// <param name="options">How to treat what is read; null for the defaults.</param>
public sealed class ResponseAccumulator(ResponseAccumulatorOptions? options = null)
{
    private readonly ResponseAccumulatorOptions _options = options ?? ResponseAccumulatorOptions.Default;
    private readonly ResponseFold _fold = new(options ?? ResponseAccumulatorOptions.Default);
    private EventReader? _reader;
    private int _isBusy;

    /// <summary>Whether the terminal event has come. Events after it are ignored.</summary>
    public bool HasEnded => _fold.HasEnded;

    /// <summary>The highest <c>sequence_number</c> so far, for <c>starting_after</c> when a broken stream is resumed; null before the first.</summary>
    public long? LastSequenceNumber => _fold.LastSequenceNumber >= 0 ? _fold.LastSequenceNumber : null;

    /// <summary>
    /// The response's <c>id</c>, for reading a stored response again; null before an event gave it. That of the terminal event where it gives one.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    public string? ResponseId
    {
        get
        {
            using var _ = new Turn(ref _isBusy);
            return _fold.ResponseId;
        }
    }

    /// <summary>How many events have come, unreadable ones included.</summary>
    public long EventCount => _fold.EventCount;

    /// <summary>
    /// The deviations that events have shown so far, in their order, each kind at most 100 times. Those that only the response as a whole shows
    /// follow them in what <see cref="Finish"/> returns.
    /// </summary>
    /// <remarks>The list does not grow; while nothing is added, asking again costs nothing and gives the same list.</remarks>
    public IReadOnlyList<Deviation> Deviations => _fold.Deviations;

    private EventReader Reader => _reader ??= new EventReader(_options.MaxJsonDepth) { LikeItems = _fold.LikeItems };

    /// <summary>Takes one event in.</summary>
    /// <param name="streamEvent">The event.</param>
    /// <returns>What the event did.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="streamEvent"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    /// <exception cref="ResponseProtocolException">Strict mode, and the event departs from the protocol. Or it goes past a limit.</exception>
    public ResponseStep Add(ResponseStreamEvent streamEvent)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        using var _ = new Turn(ref _isBusy);
        var known = _fold.DeviationCount;
        var step = streamEvent is MalformedEvent ? _fold.ApplyMalformed() : _fold.Apply(streamEvent.Read);
        return StepOf(streamEvent, step, known);
    }

    /// <summary>Takes one event in as UTF-8 JSON without framing: a WebSocket message, for instance.</summary>
    /// <param name="utf8Json">The event. It is not kept.</param>
    /// <returns>What the event did. It does not hold the event.</returns>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    /// <exception cref="ResponseProtocolException">Strict mode, and the event departs from the protocol. Or it goes past a limit.</exception>
    public ResponseStep Add(ReadOnlySpan<byte> utf8Json) => Add(new EventFrame(default, JsonSpace.Trim(utf8Json), isBody: false));

    /// <summary>
    /// Reads a stream event by event, and folds each as it comes. What had come before stays in the accumulator: a stream that broke may be
    /// continued by another one.
    /// </summary>
    /// <param name="stream">The bytes: an event stream, or a JSON body where a stream was asked for. It is read to its end and not closed.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>; what came until then can be asked of the accumulator.</param>
    /// <returns>
    /// A step for each event, or fewer with <see cref="ResponseAccumulatorOptions.OutlineOnly"/>. The sequence ends when the stream does, and also
    /// when reading it fails after the first event, as with a connection that breaks: then <see cref="Finish"/> gives what came, as
    /// <see cref="Ending.Truncated"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    /// <exception cref="ResponseProtocolException">The bytes are neither events nor JSON, go past a limit, or strict mode refuses them.</exception>
    public IAsyncEnumerable<ResponseStep> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Read(stream, cancellationToken);
    }

    /// <summary>
    /// Whether this response has ended and the event begins another, as on a WebSocket that carries several: give it to a new
    /// accumulator.
    /// </summary>
    /// <param name="streamEvent">The event.</param>
    /// <exception cref="ArgumentNullException"><paramref name="streamEvent"/> is null.</exception>
    public bool IsNextResponse(ResponseStreamEvent streamEvent)
    {
        ArgumentNullException.ThrowIfNull(streamEvent);
        return streamEvent is not MalformedEvent && _fold.IsNext(streamEvent.Read);
    }

    /// <summary>
    /// The <c>call_id</c> under which the server stored a call. Some servers (vLLM) give a call another id at the end than in the stream:
    /// a tool that was started early must be answered under the final one.
    /// </summary>
    /// <param name="streamedCallId">The id as an event of the stream gave it.</param>
    /// <returns>The final id; the streamed one where it did not change, is not known, or nothing final has come yet.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="streamedCallId"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    public string FinalCallId(string streamedCallId)
    {
        ArgumentNullException.ThrowIfNull(streamedCallId);
        using var _ = new Turn(ref _isBusy);
        return _fold.FinalCallId(streamedCallId);
    }

    /// <summary>The response so far, with the status that the server gave last. Changes nothing; may be asked at any time.</summary>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    public Response Snapshot()
    {
        using var _ = new Turn(ref _isBusy);
        return _fold.Snapshot();
    }

    /// <summary>
    /// What the events came to. May be asked more than once; where the stream was cut off, more events may follow after it.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another call on this accumulator is running.</exception>
    /// <exception cref="ResponseProtocolException">Strict mode, and the response as a whole departs from the protocol.</exception>
    public AccumulatedResponse Finish()
    {
        using var _ = new Turn(ref _isBusy);
        var result = _fold.Finish(_options.Strict);
        _fold.Close(result);
        return result;
    }

    /// <summary>Reads an answer to its end: an event stream, or a JSON body where a stream was asked for.</summary>
    /// <param name="stream">The bytes. It is read to its end and not closed.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <param name="cancellationToken">
    /// Ends the reading with an <see cref="OperationCanceledException"/>. To keep what came until then, use <see cref="ReadAsync"/>.
    /// </param>
    /// <returns>
    /// The response. A stream without any event gives a <see cref="Ending.Truncated"/> one, and so does a stream whose reading fails after its
    /// first event.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">
    /// The bytes are neither events nor JSON, go past a limit, or strict mode refuses them. What came before is in its
    /// <see cref="ResponseProtocolException.Partial"/>.
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
    /// Reads a connection that carries several responses, as WebSockets do: one after the other, or at once in lanes that a
    /// <c>stream_id</c> names.
    /// </summary>
    /// <param name="stream">The bytes. It is read to its end and not closed.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Each response as it ends; at the end, or when reading fails, those that did not; at least one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The bytes are neither events nor JSON, go past a limit, or strict mode refuses them.</exception>
    public static IAsyncEnumerable<AccumulatedResponse> AllFromStreamAsync(
        Stream stream, ResponseAccumulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new ResponseLanes(options ?? ResponseAccumulatorOptions.Default).ReadAsync(stream, cancellationToken);
    }

    /// <summary>Reads a blocking answer: the body of a response, or of an error.</summary>
    /// <param name="utf8Json">The body. It is not kept.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <exception cref="ResponseProtocolException">The body is no response, goes past a limit, or strict mode refuses it.</exception>
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

    /// <summary>Reads a blocking answer: the body of a response, or of an error.</summary>
    /// <param name="json">The body.</param>
    /// <param name="options">How to treat what is read; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="ResponseProtocolException">The body is no response, goes past a limit, or strict mode refuses it.</exception>
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
        using var _ = new Turn(ref _isBusy);
        var known = _fold.DeviationCount;
        return StepOf(null, Apply(frame), known);
    }

    /// <summary>Takes one event in, and makes a step unless the event only appended text.</summary>
    private bool TryAddOutlined(EventFrame frame, out ResponseStep step)
    {
        using var _ = new Turn(ref _isBusy);
        var known = _fold.DeviationCount;
        var folded = Apply(frame);
        var isOutlined = folded.Effect != StepEffect.TextAppended || _fold.DeviationCount > known;
        step = isOutlined ? StepOf(null, folded, known) : default;
        return isOutlined;
    }

    /// <summary>Reads on. A connection that breaks after the first event ends the stream.</summary>
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
        return reader.TryReadAlike(frame.Data) ? _fold.ApplyDelta(frame.Data, in reader.Alike) : ApplyWhole(frame, reader);
    }

    // What an event that is read whole needs of the stack, a delta is spared.
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
            reader.LikeResponse = _fold.LikeResponse;
        }

        return step;
    }

    /// <summary>Notes that the connection broke.</summary>
    internal void Break() => _fold.Report(DeviationKind.ConnectionBroken);

    /// <summary>What has come, whatever it departs from.</summary>
    internal AccumulatedResponse Partial() => _fold.Finish(strict: false);

    /// <summary>Finishes for good.</summary>
    internal AccumulatedResponse End() => End(_fold, _options);

    private static AccumulatedResponse End(ResponseFold fold, ResponseAccumulatorOptions options)
    {
        var result = fold.Finish(options.Strict);
        fold.Release();
        return result;
    }

    /// <summary>The time in which one call changes the accumulator.</summary>
    private readonly ref struct Turn
    {
        private readonly ref int _isBusy;

        public Turn(ref int isBusy)
        {
            if (Interlocked.Exchange(ref isBusy, 1) != 0)
            {
                throw new InvalidOperationException(
                    "Another call on this accumulator is running. An accumulator takes one writer at a time: use one for each response, or a lock around it.");
            }

            _isBusy = ref isBusy;
        }

        public void Dispose() => Volatile.Write(ref _isBusy, 0);
    }
}
