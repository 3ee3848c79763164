using System.Text.Json;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>All that a gateway keeps, and what is found across its records.</summary>
internal sealed class GatewayRecords
{
    public GatewayRecords(ResponsesGatewayOptions options)
    {
        Responses = new(options);
        Conversations = new(options.Store, Responses, options.Clock);
    }

    public ResponseRecords Responses { get; }

    public ConversationRecords Conversations { get; }

    /// <summary>The items of a response and of all that it continues, the oldest first.</summary>
    /// <exception cref="GatewayException">One of the responses is not kept, or has not ended.</exception>
    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(string response, string? owner, CancellationToken cancellationToken)
    {
        var turns = new List<IEnumerable<JsonElement>>();
        for (var id = response; id is not null;)
        {
            var kept = await Responses.FindAsync(id, owner, cancellationToken).ConfigureAwait(false) ?? throw new GatewayException(
                StatusCodes.Status400BadRequest,
                GatewayError.NotFound("Previous response", id).Message + " Continue a response that is kept, or give the whole history as input.",
                "previous_response_id",
                "previous_response_not_found");
            if (!kept.State.HasEnded)
            {
                throw new GatewayException(
                    StatusCodes.Status400BadRequest, $"Previous response with id '{id}' has not ended. Wait until it has, or cancel it.", "previous_response_id", "previous_response_not_ended");
            }

            turns.Add(kept.Response.Output.Select(item => item.Json));
            turns.Add((await Responses.InputAsync(id, cancellationToken).ConfigureAwait(false)).Values());
            id = kept.Response.PreviousResponseId;
        }

        turns.Reverse();
        return [.. turns.SelectMany(turn => turn)];
    }

    /// <summary>Finds an item of a response or of a conversation by its id.</summary>
    public async ValueTask<JsonElement?> FindItemAsync(string id, string? owner, CancellationToken cancellationToken)
    {
        foreach (var record in RecordIds.OfRecords(id))
        {
            if ((await ItemsAsync(record, owner, cancellationToken).ConfigureAwait(false)).FirstOrDefault(item => item.Member("id").Text() == id) is { ValueKind: JsonValueKind.Object } found)
            {
                return found;
            }
        }

        return null;
    }

    private async Task<IEnumerable<JsonElement>> ItemsAsync(string record, string? owner, CancellationToken cancellationToken)
    {
        if (await Responses.FindAsync(record, owner, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            return kept.Response.Output.Select(item => item.Json).Concat((await Responses.InputAsync(record, cancellationToken).ConfigureAwait(false)).Values());
        }

        return await Conversations.FindAsync(record, owner, cancellationToken).ConfigureAwait(false) is { } conversation ? conversation.Items.Select(item => item.Value) : [];
    }
}
