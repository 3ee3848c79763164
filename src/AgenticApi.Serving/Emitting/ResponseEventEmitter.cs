using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Emitting;

namespace AgenticApi.Serving;

/// <summary>
/// Makes the event stream of one response from what a model says, piece by piece. Whatever the order of the pieces, the events follow the
/// grammar of the protocol: a <see cref="ResponseAccumulator"/> folds them back without a deviation, and the terminal event has exactly the
/// items that were streamed.
/// </summary>
/// <remarks>
/// <para>Text, reasoning and calls may come in any order and as often as the model likes. An item is closed before the next one opens.</para>
/// <para>
/// An item is closed by whatever begins after it; only a call whose arguments are not yet a whole JSON object or array, or whose name is not
/// known, stays open, and what begins after it waits. So calls whose pieces are interleaved come out one after the other, each with all of
/// its pieces, and calls that come one after the other wait for nothing.
/// </para>
/// <para>One writer at a time: an emitter takes no lock. What it returns is immutable.</para>
/// </remarks>
public sealed class ResponseEventEmitter
{
    private readonly ResponseEmitterOptions _options;
    private readonly ResponseEnvelope _envelope;
    private readonly EventWriter _events = new();
    private readonly ItemQueue _items;
    private readonly bool _isBackground;
    private ResponseTerminalEvent? _terminal;
    private Response? _cancelled;
    private bool _isCreated;
    private bool _hasStarted;
    private UsageDelta? _usage;
    private ErrorDelta? _error;
    private string _reason = FinishReasons.Stop;

    /// <summary>Begins a response. Nothing is emitted yet.</summary>
    /// <param name="options">What the response says of itself; null for the defaults.</param>
    public ResponseEventEmitter(ResponseEmitterOptions? options = null)
    {
        _options = options ?? new ResponseEmitterOptions();
        var newId = _options.NewId ?? new IdSeries().Next;
        ResponseId = newId("resp");
        _items = new ItemQueue(_events, newId, new ItemSettings(_options));
        _envelope = new ResponseEnvelope(ResponseId, _options);
        _isBackground = _options.Request.Member("background").ValueKind == JsonValueKind.True;
    }

    /// <summary>The response's id.</summary>
    public string ResponseId { get; }

    /// <summary>
    /// The response as it ended, which is also the answer to a request without <c>stream</c>; null before <see cref="Finish"/> or
    /// <see cref="Cancel"/>.
    /// </summary>
    public Response? Response => _cancelled ?? _terminal?.Response;

    /// <summary>
    /// The first two events of a background response, <c>response.created</c> and <c>response.queued</c>, both with the status <c>queued</c>: for
    /// one that waits before it starts. Otherwise they come with <see cref="Start"/>.
    /// </summary>
    /// <returns>The events; empty where they were emitted before, or the request has no <c>background</c>.</returns>
    /// <exception cref="ResponseProtocolException">The JSON of the request nests too deep for an event.</exception>
    public IReadOnlyList<ResponseStreamEvent> Queue()
    {
        if (_isBackground)
        {
            Create();
        }

        return _events.Take();
    }

    /// <summary>
    /// The first events, <c>response.created</c> and <c>response.in_progress</c>, and those of <see cref="Queue"/> where the request has
    /// <c>background</c>: for a client that should see them before the model has said anything. Otherwise they come with the first delta.
    /// </summary>
    /// <returns>The events; empty where they were emitted before.</returns>
    /// <exception cref="ResponseProtocolException">The JSON of the request nests too deep for an event.</exception>
    public IReadOnlyList<ResponseStreamEvent> Start()
    {
        Begin();
        return _events.Take();
    }

    /// <summary>Takes what the model said next.</summary>
    /// <param name="delta">The piece.</param>
    /// <returns>The events that follow from it, in order; often one, and none where the piece must wait for others.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="delta"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The response has ended.</exception>
    /// <exception cref="ResponseProtocolException">The JSON of the request nests too deep for an event.</exception>
    public IReadOnlyList<ResponseStreamEvent> Add(ModelDelta delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        ThrowIfEnded();
        Begin();
        Take(delta);
        _items.Send();
        return _events.Take();
    }

    /// <summary>
    /// Ends the response: closes what is open, and says how it ended. A <see cref="ErrorDelta"/> makes it fail; otherwise the last
    /// <see cref="FinishDelta"/> decides, and without one it is completed.
    /// </summary>
    /// <remarks>
    /// Where it did not complete, text that was being said has the status <c>incomplete</c>. A call that is cut off or broken, or whose
    /// arguments are not one JSON object, has it always, with the arguments that came; a response that would be completed is then incomplete with
    /// the reason <c>incomplete_tool_call</c>. A call of a completed response that came without arguments has <c>{}</c>. A call that never got a
    /// name is <c>incomplete</c> and has an empty one.
    /// </remarks>
    /// <returns>The last events.</returns>
    /// <exception cref="InvalidOperationException">The response has ended already.</exception>
    public IReadOnlyList<ResponseStreamEvent> Finish()
    {
        ThrowIfEnded();
        Begin();
        var ending = ResponseEnding.Of(_reason, _error);
        _items.Finish(ending.IsCompleted);
        ending = _items.HasBrokenCall ? ending.WithBrokenCall() : ending;
        _envelope.Write(
            BeginLifecycle(ending.EventType), ending.Status, _items.Output, _usage, _error, ending.IncompleteReason, ending.IsCompleted ? _options.Clock.GetUtcNow().ToUnixTimeSeconds() : null);
        _terminal = (ResponseTerminalEvent)_events.End();
        return _events.Take();
    }

    /// <summary>
    /// Ends the response because somebody cancelled it. The stream ends as <see cref="FinishReasons.Cancelled"/> says, for the protocol has no event
    /// of that name, but <see cref="Response"/> then has the status <c>cancelled</c>, as the response has it when it is asked for. A response that
    /// failed before stays failed.
    /// </summary>
    /// <returns>The last events.</returns>
    /// <exception cref="InvalidOperationException">The response has ended already.</exception>
    public IReadOnlyList<ResponseStreamEvent> Cancel()
    {
        _reason = FinishReasons.Cancelled;
        var events = Finish();
        _cancelled = _error is null ? Write(Statuses.Cancelled) : null;
        return events;
    }

    /// <summary>The response as it stands: before its end <c>queued</c> or <c>in_progress</c>, with the items that are done.</summary>
    /// <returns>A response that does not change.</returns>
    public Response Snapshot() => Response ?? Write(_isBackground && !_hasStarted ? Statuses.Queued : Statuses.InProgress);

    /// <summary>Makes the whole stream of a response.</summary>
    /// <param name="deltas">What the model says.</param>
    /// <param name="options">What the response says of itself; null for the defaults.</param>
    /// <param name="cancellationToken">
    /// Cancels the request: the model is asked no more, and the response ends as <see cref="FinishReasons.Cancelled"/> says. Nothing is thrown.
    /// </param>
    /// <returns>
    /// The events, to the terminal one. Where the model throws, the response fails with the code <c>server_error</c>, which says nothing of the
    /// exception; after its terminal event the exception is thrown on.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="deltas"/> is null.</exception>
    public static IAsyncEnumerable<ResponseStreamEvent> EmitAsync(
        IAsyncEnumerable<ModelDelta> deltas, ResponseEmitterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        return Emit(deltas, options, cancellationToken);
    }

    /// <summary>Makes the response to a request without <c>stream</c>: what <see cref="EmitAsync"/> ends with.</summary>
    /// <param name="deltas">What the model says.</param>
    /// <param name="options">What the response says of itself; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the request: the response is then incomplete, and nothing is thrown.</param>
    /// <returns>The response. What the model throws is thrown on.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="deltas"/> is null.</exception>
    public static async Task<Response> RespondAsync(
        IAsyncEnumerable<ModelDelta> deltas, ResponseEmitterOptions? options = null, CancellationToken cancellationToken = default)
    {
        Response? response = null;
        await foreach (var emitted in EmitAsync(deltas, options, cancellationToken).ConfigureAwait(false))
        {
            response = (emitted as ResponseTerminalEvent)?.Response;
        }

        return response!;
    }

    private static async IAsyncEnumerable<ResponseStreamEvent> Emit(
        IAsyncEnumerable<ModelDelta> deltas, ResponseEmitterOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var emitter = new ResponseEventEmitter(options);
        foreach (var first in emitter.Start())
        {
            yield return first;
        }

        var source = new DeltaSource(deltas, cancellationToken);
        await using var _ = source.ConfigureAwait(false);
        while (await source.NextAsync().ConfigureAwait(false) is { } delta)
        {
            foreach (var emitted in emitter.Add(delta))
            {
                yield return emitted;
            }
        }

        foreach (var last in emitter.Finish())
        {
            yield return last;
        }

        source.ThrowIfFailed();
    }

    private void ThrowIfEnded()
    {
        if (_terminal is not null)
        {
            throw new InvalidOperationException("The response has ended: nothing can be added to it. Begin another with a new emitter.");
        }
    }

    private void Begin()
    {
        if (_hasStarted)
        {
            return;
        }

        Create();
        _hasStarted = true;
        WriteLifecycle(EventTypes.InProgress, Statuses.InProgress);
    }

    private void Create()
    {
        if (_isCreated)
        {
            return;
        }

        _isCreated = true;
        WriteLifecycle(EventTypes.Created, _isBackground ? Statuses.Queued : Statuses.InProgress);
        if (_isBackground)
        {
            WriteLifecycle(EventTypes.Queued, Statuses.Queued);
        }
    }

    private void WriteLifecycle(string type, string status)
    {
        _envelope.Write(BeginLifecycle(type), status, output: default, usage: null);
        _events.End();
    }

    private Utf8Buffer BeginLifecycle(string type) => _events.Begin(EventWriter.Head(type)).Append(",\"response\":"u8);

    private Response Write(string status)
    {
        var json = new Utf8Buffer(1024);
        _envelope.Write(json, status, _items.Output, _usage);
        return new Response(json.Span.ToArray());
    }

    private void Take(ModelDelta delta)
    {
        switch (delta)
        {
            case ContentDelta content:
                _items.TakeContent(content);
                break;
            case ReasoningDelta reasoning:
                _items.TakeText(TextKind.Reasoning, reasoning.Text);
                break;
            case RefusalDelta refusal:
                _items.TakeText(TextKind.Refusal, refusal.Text);
                break;
            case ToolCallDelta piece:
                _items.TakeCall(piece);
                break;
            case AnnotationDelta annotation:
                _items.TakeAnnotation(annotation.Annotation);
                break;
            case UsageDelta usage:
                _usage = usage;
                break;
            case FinishDelta finish:
                _reason = finish.Reason;
                break;
            case ErrorDelta error:
                _error ??= error;
                break;
        }
    }
}
