using AgenticApi.Serving;
using AgenticApi.Serving.Emitting;

namespace AgenticApi.Gateway;

/// <summary>Makes one response: reads what the model says, keeps the events and hands them on.</summary>
/// <param name="emitter">Makes the events. It has been started.</param>
/// <param name="log">Keeps the response; null if it is not kept.</param>
internal sealed class ResponseRun(ResponseEventEmitter emitter, ResponseLog? log)
{
    /// <summary>Makes the response, to its end.</summary>
    /// <param name="first">The events that were emitted already.</param>
    /// <param name="deltas">What the model says.</param>
    /// <param name="send">Hands events on. False if nobody is there to take any: then nothing more is handed on, and the response goes on.</param>
    /// <param name="cancellationToken">Cancels the response: it ends, and is kept, with what was said.</param>
    /// <exception cref="GatewayException">The response is not kept as it ended. Its terminal event was not handed on.</exception>
    public async Task RunAsync(
        IReadOnlyList<ResponseStreamEvent> first, IAsyncEnumerable<ModelDelta> deltas, Func<IReadOnlyList<ResponseStreamEvent>, ValueTask<bool>> send, CancellationToken cancellationToken)
    {
        var isHeard = true;
        await TakeAsync(first).ConfigureAwait(false);
        var source = new DeltaSource(deltas, cancellationToken);
        await using (source.ConfigureAwait(false))
        {
            while (await source.NextAsync().ConfigureAwait(false) is { } delta)
            {
                await TakeAsync(emitter.Add(delta)).ConfigureAwait(false);
            }
        }

        var last = log is { IsCancelled: true } ? emitter.Cancel() : emitter.Finish();
        Keep(last);
        if (log is not null && !await EndAsync(log).ConfigureAwait(false))
        {
            throw new GatewayException(GatewayError.NotKept);
        }

        if (isHeard)
        {
            await send(last).ConfigureAwait(false);
        }

        async ValueTask TakeAsync(IReadOnlyList<ResponseStreamEvent> events)
        {
            Keep(events);
            isHeard = isHeard && (events.Count == 0 || await send(events).ConfigureAwait(false));
        }
    }

    private void Keep(IReadOnlyList<ResponseStreamEvent> events)
    {
        if (log is not null)
        {
            foreach (var streamEvent in events)
            {
                log.Add(streamEvent);
            }
        }
    }

    private async Task<bool> EndAsync(ResponseLog kept)
    {
        try
        {
            return await kept.EndAsync(emitter.Response!).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a store throws, its response is not kept, and is not told as kept.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
