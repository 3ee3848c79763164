using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>A response that is made: its record, its turn in a conversation, and its end, whatever it is.</summary>
internal sealed class Creation
{
    private readonly CreateRequest _request;
    private readonly ResponseEventEmitter _emitter;
    private readonly GatewayRecords _records;
    private readonly ResponseWatch _watch;
    private readonly IReadOnlyList<ResponseStreamEvent> _first;
    private ResponseLog? _log;

    private Creation(CreateRequest request, ResponseEventEmitter emitter, GatewayRecords records, ResponseWatch watch)
    {
        (_request, _emitter, _records, _watch) = (request, emitter, records, watch);
        _first = emitter.Queue();
    }

    /// <summary>Whether it is kept.</summary>
    public bool IsKept => _log is not null;

    /// <summary>Cancelled when it must not go on: see <see cref="ResponseLog.Stopped"/>.</summary>
    public CancellationToken Stopped => _log?.Stopped ?? default;

    /// <summary>The response as it ended.</summary>
    public Response Response => _emitter.Response!;

    /// <summary>Keeps a response from its beginning, and takes its turn in its conversation.</summary>
    /// <exception cref="GatewayException">Another response has the turn.</exception>
    public static async Task<Creation> BeginAsync(CreateRequest request, ResponseEventEmitter emitter, GatewayRecords records, ResponseWatch watch, CancellationToken cancellationToken)
    {
        var creation = new Creation(request, emitter, records, watch);
        if (!request.IsStored && request.Conversation is null)
        {
            return creation;
        }

        var state = new KeptState { Owner = request.Owner, Conversation = request.Conversation?.Id, IsHidden = !request.IsStored };
        creation._log = await records.Responses.BeginAsync(emitter.Snapshot(), state, request.Input, cancellationToken).ConfigureAwait(false);
        try
        {
            if (request.Conversation is { } conversation)
            {
                await records.Conversations.TakeTurnAsync(conversation, emitter.ResponseId, cancellationToken).ConfigureAwait(false);
            }

            return creation;
        }
        catch
        {
            await creation.DiscardAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes it, to its end. See <see cref="ResponseRun.RunAsync"/>.</summary>
    public async Task RunAsync(IAsyncEnumerable<ModelDelta> deltas, Func<IReadOnlyList<ResponseStreamEvent>, ValueTask<bool>> send, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<ResponseStreamEvent> first = [.. _first, .. _emitter.Start()];
            if (_request.IsBackground)
            {
                // It was kept as queued.
                _log!.Update(_emitter.Snapshot());
            }

            await new ResponseRun(_emitter, _log).RunAsync(first, _watch.Around(deltas), send, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (_log is not null)
            {
                await _log.DisposeAsync().ConfigureAwait(false);
            }

            await TidyAsync(EndTurnAsync).ConfigureAwait(false);
            _watch.End(_emitter.Response);
        }
    }

    /// <summary>Forgets it, because the model's server refused it: the client gets the refusal, and no response.</summary>
    public async Task DiscardAsync()
    {
        if (_log is not null)
        {
            await _log.DisposeAsync().ConfigureAwait(false);
            await TidyAsync(() => _records.Responses.Store.DeleteAsync(_emitter.ResponseId, CancellationToken.None).AsTask()).ConfigureAwait(false);
        }

        await TidyAsync(EndTurnAsync).ConfigureAwait(false);
    }

    private Task EndTurnAsync() =>
        _request.Conversation is { } conversation ? _records.Conversations.EndTurnAsync(conversation.Id, _emitter.ResponseId, CancellationToken.None) : Task.CompletedTask;

    /// <summary>Does what readers do as well, once the lease has run out: the client gets its answer although the store fails at it.</summary>
    private static async Task TidyAsync(Func<Task> tidy)
    {
        try
        {
            await tidy().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a store throws: see above.
        catch (Exception)
#pragma warning restore CA1031
        {
            // See above.
        }
    }
}
