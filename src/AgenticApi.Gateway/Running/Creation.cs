using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>Creates one response: begins its record, locks its conversation, runs it, and ends both in any case.</summary>
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

    /// <summary>Whether the response has a record.</summary>
    public bool IsKept => _log is not null;

    /// <summary>Cancelled when the response must not continue: see <see cref="ResponseLog.Stopped"/>.</summary>
    public CancellationToken Stopped => _log?.Stopped ?? default;

    /// <summary>The final response. Only valid after <see cref="RunAsync"/>.</summary>
    public Response Response => _emitter.Response!;

    /// <summary>Begins the record of a response, if it is stored or has a conversation, and locks the conversation.</summary>
    /// <exception cref="GatewayException">The conversation has changed, or another response has locked it.</exception>
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
                await records.Conversations.LockAsync(conversation, emitter.ResponseId, cancellationToken).ConfigureAwait(false);
            }

            return creation;
        }
        catch
        {
            await creation.DiscardAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs the response to its end. See <see cref="ResponseRun.RunAsync"/>.</summary>
    public async Task RunAsync(IAsyncEnumerable<ModelDelta> deltas, Func<IReadOnlyList<ResponseStreamEvent>, ValueTask<bool>> send, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<ResponseStreamEvent> first = [.. _first, .. _emitter.Start()];
            if (_request.IsBackground)
            {
                // The record still has the status "queued".
                _log!.Update(_emitter.Snapshot());
            }

            await new ResponseRun(_emitter, _log).RunAsync(first, _watch.Watch(deltas), send, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (_log is not null)
            {
                await _log.DisposeAsync().ConfigureAwait(false);
            }

            await CleanUpAsync(UnlockAsync).ConfigureAwait(false);
            _watch.End(_emitter.Response);
        }
    }

    /// <summary>Deletes the record and unlocks the conversation. The client gets an error instead of a response.</summary>
    public async Task DiscardAsync()
    {
        if (_log is not null)
        {
            await _log.DisposeAsync().ConfigureAwait(false);
            await CleanUpAsync(() => _records.Responses.Store.DeleteAsync(_emitter.ResponseId, CancellationToken.None).AsTask()).ConfigureAwait(false);
        }

        await CleanUpAsync(UnlockAsync).ConfigureAwait(false);
    }

    private Task UnlockAsync() =>
        _request.Conversation is { } conversation ? _records.Conversations.UnlockAsync(conversation.Id, _emitter.ResponseId, CancellationToken.None) : Task.CompletedTask;

    /// <summary>
    /// Runs a clean-up and ignores its exceptions, so that the client gets its answer. If the clean-up fails, the next reader of the record or the
    /// conversation does it, when the lease has expired.
    /// </summary>
    private static async Task CleanUpAsync(Func<Task> cleanUp)
    {
        try
        {
            await cleanUp().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A store may throw any exception: see the summary.
        catch (Exception)
#pragma warning restore CA1031
        {
            // See the summary.
        }
    }
}
