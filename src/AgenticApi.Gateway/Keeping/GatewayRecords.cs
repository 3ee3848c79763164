using System.Text.Json;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>The responses and conversations in the store, and lookups that need both.</summary>
internal sealed class GatewayRecords
{
    public GatewayRecords(ResponsesGatewayOptions options)
    {
        Responses = new(options);
        Conversations = new(options.Store, Responses, options.Clock);
    }

    public ResponseRecords Responses { get; }

    public ConversationRecords Conversations { get; }

    /// <summary>Returns the items of a response and of all responses before it, the oldest first.</summary>
    /// <exception cref="GatewayException">One of the responses does not exist, has another owner, or has not ended.</exception>
    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(string response, string? owner, CancellationToken cancellationToken)
    {
        var turns = new List<IEnumerable<JsonElement>>();
        for (var id = response; id is not null;)
        {
            var kept = await Responses.FindAsync(id, owner, cancellationToken).ConfigureAwait(false) ?? throw new GatewayException(
                StatusCodes.Status400BadRequest,
                GatewayError.NotFound("Previous response", id).Message + " Continue a stored response, or send the whole history as input.",
                "previous_response_id",
                "previous_response_not_found");
            if (!kept.State.HasEnded)
            {
                throw new GatewayException(
                    StatusCodes.Status400BadRequest, $"Previous response with id '{id}' has not ended. Wait for its end, or cancel it.", "previous_response_id", "previous_response_not_ended");
            }

            turns.Add(kept.Response.Output.Select(item => item.Json));
            turns.Add((await Responses.InputAsync(id, cancellationToken).ConfigureAwait(false)).Values());
            id = kept.Response.PreviousResponseId;
        }

        turns.Reverse();
        return [.. turns.SelectMany(turn => turn)];
    }

    /// <summary>Finds an item of a response or a conversation by its id; null if there is none.</summary>
    public async ValueTask<JsonElement?> FindItemAsync(string id, string? owner, CancellationToken cancellationToken)
    {
        foreach (var record in RecordIds.RecordsOf(id))
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
