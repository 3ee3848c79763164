using System.Text.Json;
using AgenticApi.Serving;

namespace AgenticApi.Gateway;

/// <summary>Finds, begins and cancels the responses in the store.</summary>
internal sealed class ResponseRecords(ResponsesGatewayOptions options)
{
    private readonly string _host = RecordIds.New("host");

    public IResponseStore Store => options.Store;

    /// <summary>Finds a response for a client. Ends it as <c>failed</c> first if its host has died.</summary>
    /// <returns>The response; null if it does not exist, has another owner, or is hidden.</returns>
    public async ValueTask<KeptResponse?> FindAsync(string id, string? owner, CancellationToken cancellationToken) =>
        await FindAnyAsync(id, cancellationToken).ConfigureAwait(false) is { State.IsHidden: false } kept && kept.State.Owner == owner ? kept : null;

    /// <summary>Finds a response of any owner, also a hidden one. Ends it as <c>failed</c> first if its host has died.</summary>
    public async ValueTask<KeptResponse?> FindAnyAsync(string id, CancellationToken cancellationToken)
    {
        if (!IsResponse(id))
        {
            return null;
        }

        while (true)
        {
            var kept = KeptResponse.From(id, await Store.ReadAsync(id, RecordKeys.Head, "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false));
            if (kept is null || kept.State.HasEnded || kept.Lease?.HasExpired(options.Clock) == false)
            {
                return kept;
            }

            await AbandonedResponse.FailAsync(Store, kept, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the input items of a response; undefined if it does not exist.</summary>
    public async ValueTask<JsonElement> InputAsync(string id, CancellationToken cancellationToken)
    {
        var record = await Store.ReadAsync(id, RecordKeys.Input, "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
        return record?.Find(RecordKeys.Input) is { } json ? JsonElement.Parse(json.Span) : default;
    }

    /// <summary>Begins the record of a response that this host creates.</summary>
    /// <param name="response">The response without output.</param>
    /// <param name="state">Its state.</param>
    /// <param name="input">The input items.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task<ResponseLog> BeginAsync(Response response, KeptState state, JsonElement input, CancellationToken cancellationToken)
    {
        var log = new ResponseLog(options, _host, response.Id, state);
        await log.BeginAsync(response, input, cancellationToken).ConfigureAwait(false);
        return log;
    }

    /// <summary>Asks the host that creates the response, this one or another, to cancel it. Does nothing if it has ended.</summary>
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
