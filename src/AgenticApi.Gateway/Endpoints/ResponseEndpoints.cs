using System.Globalization;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Gateway;

/// <summary>Returns, streams, cancels and deletes stored responses.</summary>
internal sealed class ResponseEndpoints(ResponsesGatewayOptions options, GatewayRecords records)
{
    // A cancelled response ends at once, unless its host has died: then it ends when its lease expires.
    private static readonly TimeSpan CancelPollInterval = TimeSpan.FromMilliseconds(20);

    public async Task GetAsync(HttpContext context)
    {
        var kept = await FindAsync(context).ConfigureAwait(false);
        if (context.Request.Query["stream"].ToString() is not ("true" or "1"))
        {
            await JsonAnswer.WriteAsync(context, kept.Utf8Json).ConfigureAwait(false);
            return;
        }

        await new StreamAnswer(context).FollowAsync(records.Responses, kept.Id, After(context), options.Lease, context.RequestAborted).ConfigureAwait(false);
    }

    public async Task DeleteAsync(HttpContext context)
    {
        var kept = await FindAsync(context).ConfigureAwait(false);
        await options.Store.DeleteAsync(kept.Id, context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, $$"""{"id":"{{kept.Id}}","object":"response","deleted":true}""").ConfigureAwait(false);
    }

    public async Task CancelAsync(HttpContext context)
    {
        var kept = await FindAsync(context).ConfigureAwait(false);
        if (kept.State.HasEnded && kept.Response.Background != true)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, "Cannot cancel a response that has ended and was not created in the background.");
        }

        await records.Responses.CancelAsync(kept, context.RequestAborted).ConfigureAwait(false);
        while (!kept.State.HasEnded)
        {
            await Task.Delay(CancelPollInterval, options.Clock, context.RequestAborted).ConfigureAwait(false);
            kept = await FindAsync(context).ConfigureAwait(false);
        }

        await JsonAnswer.WriteAsync(context, kept.Utf8Json).ConfigureAwait(false);
    }

    /// <summary>Sends the input items of the response, after the items of all responses before it (<c>previous_response_id</c>).</summary>
    public async Task InputItemsAsync(HttpContext context)
    {
        var kept = await FindAsync(context).ConfigureAwait(false);
        var history = kept.Response.PreviousResponseId is { } previous
            ? await records.HistoryAsync(previous, Caller.OwnerOf(context), context.RequestAborted).ConfigureAwait(false)
            : [];
        var input = await records.Responses.InputAsync(kept.Id, context.RequestAborted).ConfigureAwait(false);
        await ItemPage.WriteAsync(context, [.. history, .. input.Values()]).ConfigureAwait(false);
    }

    private static long After(HttpContext context) => context.Request.Query["starting_after"].ToString() switch
    {
        "" => -1,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) => Math.Min(sequence, 9_999_999_999),
        _ => throw new GatewayException(StatusCodes.Status400BadRequest, "'starting_after' must be the sequence number of an event, 0 or more.", "starting_after"),
    };

    private async Task<KeptResponse> FindAsync(HttpContext context)
    {
        var id = (string)context.GetRouteValue("id")!;
        return await records.Responses.FindAsync(id, Caller.OwnerOf(context), context.RequestAborted).ConfigureAwait(false)
            ?? throw new GatewayException(GatewayError.NotFound("Response", id));
    }
}
