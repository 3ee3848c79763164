using System.Runtime.CompilerServices;
using System.Text.Json;
using AgenticApi.Serving.Chat;
using AgenticApi.Serving.Emitting;

namespace AgenticApi.Serving;

/// <summary>
/// Turns the deltas of a model into the event stream of one response. The events follow the protocol for any order of the deltas: a
/// <see cref="ResponseAccumulator"/> folds them without a deviation, and the terminal event has exactly the items that were streamed.
/// </summary>
/// <remarks>
/// <para>Text, reasoning and calls may come in any order and any number of times. An item is closed before the next one is opened.</para>
/// <para>
/// The next item closes the current one, except if the current one is a call without a name, or without complete arguments (a JSON object
/// or array). Such a call stays open, and the items after it wait. Therefore, interleaved calls are sent one after the other, each with all
/// of its pieces, and sequential calls are sent without delay.
/// </para>
/// <para>Not safe for use by several threads at once. The events and responses that it returns are immutable.</para>
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

    /// <summary>Creates an emitter for one response. No event is emitted yet.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    public ResponseEventEmitter(ResponseEmitterOptions? options = null)
    {
        _options = options ?? new ResponseEmitterOptions();
        var newId = _options.NewId ?? new IdSeries().Next;
        ResponseId = newId("resp");
        _items = new ItemQueue(_events, newId, new ItemSettings(_options));
        _envelope = new ResponseEnvelope(ResponseId, _options);
        _isBackground = _options.Request.Member("background").ValueKind == JsonValueKind.True;
    }

    /// <summary>Gets the id of the response.</summary>
    public string ResponseId { get; }

    /// <summary>
    /// Gets the final response, which is also the answer to a request without <c>stream</c>; null before <see cref="Finish"/> or
    /// <see cref="Cancel"/>.
    /// </summary>
    public Response? Response => _cancelled ?? _terminal?.Response;

    /// <summary>
    /// Emits the first two events of a background response that waits before it starts: <c>response.created</c> and <c>response.queued</c>,
    /// both with the status <c>queued</c>. If it is not called, <see cref="Start"/> emits these events.
    /// </summary>
    /// <returns>The events; empty if they were emitted before, or if <c>background</c> of the request is not true.</returns>
    /// <exception cref="ResponseProtocolException">The JSON of the request is nested too deeply for an event.</exception>
    public IReadOnlyList<ResponseStreamEvent> Queue()
    {
        if (_isBackground)
        {
            Create();
        }

        return _events.Take();
    }

    /// <summary>
    /// Emits the first events before there is a delta: <c>response.created</c>, for a background response <c>response.queued</c>, and
    /// <c>response.in_progress</c>. If it is not called, <see cref="Add"/> emits these events with the first delta.
    /// </summary>
    /// <returns>The events; empty if they were emitted before.</returns>
    /// <exception cref="ResponseProtocolException">The JSON of the request is nested too deeply for an event.</exception>
    public IReadOnlyList<ResponseStreamEvent> Start()
    {
        Begin();
        return _events.Take();
    }

    /// <summary>Adds the next delta of the model.</summary>
    /// <param name="delta">The delta.</param>
    /// <returns>The new events, in order; empty if the delta must wait for others.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="delta"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The response has ended.</exception>
    /// <exception cref="ResponseProtocolException">The JSON of the request is nested too deeply for an event.</exception>
    public IReadOnlyList<ResponseStreamEvent> Add(ModelDelta delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        ThrowIfEnded();
        Begin();
        AddToItems(delta);
        _items.Send();
        return _events.Take();
    }

    /// <summary>
    /// Ends the response: closes all items and emits the terminal event. With an <see cref="ErrorDelta"/>, the response is failed.
    /// Otherwise the last <see cref="FinishDelta"/> decides; without one, the response is completed.
    /// </summary>
    /// <remarks>
    /// <para>If the response is not completed, its last text is <c>incomplete</c>.</para>
    /// <para>
    /// A call is always <c>incomplete</c> if it is cut off or broken, if its arguments are not one JSON object, or if it has no name (its
    /// name is then empty). It keeps the arguments that came. A response with such a call is incomplete with the reason
    /// <c>incomplete_tool_call</c>, unless it has another reason or failed. A call without arguments has the arguments <c>{}</c> if the
    /// response is completed.
    /// </para>
    /// </remarks>
    /// <returns>The last events.</returns>
    /// <exception cref="InvalidOperationException">The response has already ended.</exception>
    /// <exception cref="ResponseProtocolException">The JSON of the request is nested too deeply for an event.</exception>
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
    /// Ends the response as cancelled. The stream ends with <c>response.incomplete</c> and the reason <c>cancelled</c>, because the
    /// protocol has no event for a cancelled response. <see cref="Response"/> has the status <c>cancelled</c>, as the API returns it for a
    /// cancelled response. A response with an <see cref="ErrorDelta"/> is failed.
    /// </summary>
    /// <returns>The last events.</returns>
    /// <exception cref="InvalidOperationException">The response has already ended.</exception>
    /// <exception cref="ResponseProtocolException">The JSON of the request is nested too deeply for an event.</exception>
    public IReadOnlyList<ResponseStreamEvent> Cancel()
    {
        _reason = FinishReasons.Cancelled;
        var events = Finish();
        _cancelled = _error is null ? Write(Statuses.Cancelled) : null;
        return events;
    }

    /// <summary>
    /// Returns the response in its current state: before its end, <c>queued</c> or <c>in_progress</c> with the finished items.
    /// </summary>
    /// <returns>An immutable response.</returns>
    public Response Snapshot() => Response ?? Write(_isBackground && !_hasStarted ? Statuses.Queued : Statuses.InProgress);

    /// <summary>Turns all deltas of a model into the event stream of a response.</summary>
    /// <param name="deltas">The deltas.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">
    /// Cancels the response. No more deltas are read, and the stream ends with <c>response.incomplete</c> and the reason <c>cancelled</c>.
    /// No <see cref="OperationCanceledException"/> is thrown.
    /// </param>
    /// <returns>
    /// The events. If <paramref name="deltas"/> throws, the response fails with the code <c>server_error</c> and a general message; after
    /// the terminal event the exception is thrown again.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="deltas"/> is null.</exception>
    public static IAsyncEnumerable<ResponseStreamEvent> EmitAsync(
        IAsyncEnumerable<ModelDelta> deltas, ResponseEmitterOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deltas);
        return Emit(deltas, options, cancellationToken);
    }

    /// <summary>
    /// Turns all deltas of a model into the answer to a request without <c>stream</c>: the response with which <see cref="EmitAsync"/>
    /// ends.
    /// </summary>
    /// <param name="deltas">The deltas. Their exceptions are not caught.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">
    /// Cancels the response, which is then incomplete. No <see cref="OperationCanceledException"/> is thrown.
    /// </param>
    /// <returns>The response.</returns>
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
            throw new InvalidOperationException("The response has ended. Create a new emitter for another response.");
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

    private void AddToItems(ModelDelta delta)
    {
        switch (delta)
        {
            case ContentDelta content:
                _items.AddContent(content);
                break;
            case ReasoningDelta reasoning:
                _items.AddText(TextKind.Reasoning, reasoning.Text);
                break;
            case RefusalDelta refusal:
                _items.AddText(TextKind.Refusal, refusal.Text);
                break;
            case ToolCallDelta piece:
                _items.AddCall(piece);
                break;
            case AnnotationDelta annotation:
                _items.AddAnnotation(annotation.Annotation);
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
