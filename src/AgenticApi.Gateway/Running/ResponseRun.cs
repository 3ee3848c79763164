using AgenticApi.Serving;
using AgenticApi.Serving.Emitting;

namespace AgenticApi.Gateway;

/// <summary>Runs one response: turns the deltas of the model into events, stores them and sends them.</summary>
/// <param name="emitter">Creates the events. It has been started.</param>
/// <param name="log">Stores the events; null if the response has no record.</param>
internal sealed class ResponseRun(ResponseEventEmitter emitter, ResponseLog? log)
{
    /// <summary>Runs the response to its end.</summary>
    /// <param name="first">The events that were already emitted.</param>
    /// <param name="deltas">The deltas of the model.</param>
    /// <param name="send">Sends events to the client. If it returns false, the client has disconnected, and it is not called again.</param>
    /// <param name="cancellationToken">Ends the response with the output so far, and stores it.</param>
    /// <exception cref="GatewayException">The final response could not be stored. Its terminal event was not sent.</exception>
    public async Task RunAsync(
        IReadOnlyList<ResponseStreamEvent> first, IAsyncEnumerable<ModelDelta> deltas, Func<IReadOnlyList<ResponseStreamEvent>, ValueTask<bool>> send, CancellationToken cancellationToken)
    {
        var isConnected = true;
        await PublishAsync(first).ConfigureAwait(false);
        var source = new DeltaSource(deltas, cancellationToken);
        await using (source.ConfigureAwait(false))
        {
            while (await source.NextAsync().ConfigureAwait(false) is { } delta)
            {
                await PublishAsync(emitter.Add(delta)).ConfigureAwait(false);
            }
        }

        var last = log is { IsCancelled: true } ? emitter.Cancel() : emitter.Finish();
        Log(last);
        if (log is not null && !await EndAsync(log).ConfigureAwait(false))
        {
            throw new GatewayException(GatewayError.NotKept);
        }

        if (isConnected)
        {
            await send(last).ConfigureAwait(false);
        }

        async ValueTask PublishAsync(IReadOnlyList<ResponseStreamEvent> events)
        {
            Log(events);
            isConnected = isConnected && (events.Count == 0 || await send(events).ConfigureAwait(false));
        }
    }

    private void Log(IReadOnlyList<ResponseStreamEvent> events)
    {
        if (log is not null)
        {
            foreach (var streamEvent in events)
            {
                log.Add(streamEvent);
            }
        }
    }

    private async Task<bool> EndAsync(ResponseLog open)
    {
        try
        {
            return await open.EndAsync(emitter.Response!).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A store may throw any exception; each means that the response is not stored.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
