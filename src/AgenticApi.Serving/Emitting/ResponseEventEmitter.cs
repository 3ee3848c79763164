using System.Runtime.CompilerServices;
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
    private ResponseTerminalEvent? _terminal;
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
        _items = new ItemQueue(_events, newId, _options.KeepWhiteSpace);
        _envelope = new ResponseEnvelope(ResponseId, _options);
    }

    /// <summary>The response's id.</summary>
    public string ResponseId { get; }

    /// <summary>The response as it ended, which is also the answer to a request without <c>stream</c>; null before <see cref="Finish"/>.</summary>
    public Response? Response => _terminal?.Response;

    /// <summary>
    /// The first two events, <c>response.created</c> and <c>response.in_progress</c>: for a client that should see them before the model
    /// has said anything. Otherwise they come with the first delta.
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
            _events.Begin(EventWriter.Head(ending.EventType)), ending.Status, _items.Output, _usage, _error, ending.IncompleteReason, ending.IsCompleted ? _options.Clock.GetUtcNow().ToUnixTimeSeconds() : null);
        _terminal = (ResponseTerminalEvent)_events.End();
        return _events.Take();
    }

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

        _hasStarted = true;
        foreach (var type in (ReadOnlySpan<string>)[EventTypes.Created, EventTypes.InProgress])
        {
            _envelope.Write(_events.Begin(EventWriter.Head(type)), Statuses.InProgress, output: default, usage: null);
            _events.End();
        }
    }

    private void Take(ModelDelta delta)
    {
        switch (delta)
        {
            case ContentDelta content:
                _items.TakeText(TextKind.Content, content.Text);
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
