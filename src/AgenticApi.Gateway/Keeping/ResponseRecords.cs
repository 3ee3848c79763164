using System.Text.Json;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>The responses that are kept: finds, begins and deletes them. The only place that knows how a response is a record.</summary>
internal sealed class ResponseRecords(ResponsesGatewayOptions options)
{
    private readonly string _host = RecordIds.New("host");

    public IResponseStore Store => options.Store;

    /// <summary>Finds a response. One whose host died is failed first.</summary>
    /// <returns>The response; null if it is not there, is another client's, or is only its conversation's.</returns>
    public async ValueTask<KeptResponse?> FindAsync(string id, string? owner, CancellationToken cancellationToken) =>
        await FindAnyAsync(id, cancellationToken).ConfigureAwait(false) is { State.IsHidden: false } kept && kept.State.Owner == owner ? kept : null;

    /// <summary>Finds a response, whoever's it is, also a hidden one.</summary>
    public async ValueTask<KeptResponse?> FindAnyAsync(string id, CancellationToken cancellationToken)
    {
        if (!IsResponse(id))
        {
            return null;
        }

        while (true)
        {
            var kept = KeptResponse.Of(id, await Store.ReadAsync(id, RecordKeys.Head, "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false));
            if (kept is null || kept.State.HasEnded || kept.Lease?.HasRunOut(options.Clock) == false)
            {
                return kept;
            }

            await AbandonedResponse.FailAsync(Store, kept, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The items of a response's input.</summary>
    public async ValueTask<JsonElement> InputAsync(string id, CancellationToken cancellationToken)
    {
        var record = await Store.ReadAsync(id, RecordKeys.Input, "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return record?.Find(RecordKeys.Input) is { } json ? JsonElement.Parse(json.Span) : default;
    }

    /// <summary>Begins a response that this host makes.</summary>
    /// <param name="response">The response as it stands.</param>
    /// <param name="state">What else there is to know of it.</param>
    /// <param name="input">The items of its input.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task<ResponseLog> BeginAsync(Response response, KeptState state, JsonElement input, CancellationToken cancellationToken)
    {
        var log = new ResponseLog(options, _host, response.Id, state);
        await log.BeginAsync(response, input, cancellationToken).ConfigureAwait(false);
        return log;
    }

    /// <summary>Asks the host that makes a response, this one or another, to cancel it.</summary>
    public async Task CancelAsync(KeptResponse kept, CancellationToken cancellationToken)
    {
        for (var found = kept; found is { State.HasEnded: false };)
        {
            if (await Store.WriteAsync(found.Id, found.Version, [new(RecordKeys.Cancel, "{}"u8.ToArray())], durable: false, cancellationToken).ConfigureAwait(false) > 0)
            {
                return;
            }

            found = await FindAnyAsync(found.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsResponse(string id) => StoreNames.IsId(id) && id.StartsWith(RecordIds.Response + "_", StringComparison.Ordinal);
}
