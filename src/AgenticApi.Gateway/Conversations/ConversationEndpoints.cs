using System.Text.Json;
using AgenticApi.Serving;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticApi.Gateway;

/// <summary>Creates, returns, changes and deletes conversations and their items.</summary>
internal sealed class ConversationEndpoints(IResponseStore store, GatewayRecords records)
{
    private const int MaxItems = 20;

    public async Task CreateAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context, mayBeEmpty: true).ConfigureAwait(false);
        var owner = Caller.OwnerOf(context);
        var conversation = await records.Conversations.CreateAsync(
            owner, Metadata(body), id => ItemsAsync(body, id, owner, first: 0, context.RequestAborted), context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, conversation.Json.GetRawText()).ConfigureAwait(false);
    }

    public async Task GetAsync(HttpContext context) =>
        await JsonAnswer.WriteAsync(context, (await FindAsync(context).ConfigureAwait(false)).Json.GetRawText()).ConfigureAwait(false);

    public async Task UpdateAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context).ConfigureAwait(false);
        await records.Conversations.SetMetadataAsync(await FindAsync(context).ConfigureAwait(false), Metadata(body), context.RequestAborted).ConfigureAwait(false);
        await GetAsync(context).ConfigureAwait(false);
    }

    public async Task DeleteAsync(HttpContext context)
    {
        var conversation = await FindAsync(context).ConfigureAwait(false);
        await store.DeleteAsync(conversation.Id, context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, $$"""{"id":"{{conversation.Id}}","object":"conversation.deleted","deleted":true}""").ConfigureAwait(false);
    }

    public async Task ItemsAsync(HttpContext context) =>
        await ItemPage.WriteAsync(context, [.. (await FindAsync(context).ConfigureAwait(false)).Items.Select(item => item.Value)]).ConfigureAwait(false);

    public async Task AddItemsAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context).ConfigureAwait(false);
        var conversation = await FindAsync(context).ConfigureAwait(false);
        if (body.Member("items").ValueKind != JsonValueKind.Array)
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, "'items' must be an array of items.", "items");
        }

        var items = await ItemsAsync(body, conversation.Id, conversation.Owner, conversation.NextItem, context.RequestAborted).ConfigureAwait(false);
        await records.Conversations.AddAsync(conversation, items, context.RequestAborted).ConfigureAwait(false);
        await ItemPage.WriteAsync(context, [.. items.Values()], isWhole: true).ConfigureAwait(false);
    }

    public async Task GetItemAsync(HttpContext context)
    {
        var conversation = await FindAsync(context).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, Item(context, conversation).Value.GetRawText()).ConfigureAwait(false);
    }

    public async Task DeleteItemAsync(HttpContext context)
    {
        var conversation = await FindAsync(context).ConfigureAwait(false);
        await records.Conversations.RemoveAsync(conversation, Item(context, conversation), context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, conversation.Json.GetRawText()).ConfigureAwait(false);
    }

    private static JsonElement Metadata(JsonElement body)
    {
        var metadata = body.Member("metadata");
        return !metadata.HasValue() || (metadata.ValueKind == JsonValueKind.Object && metadata.EnumerateObject().All(member => member.Value.ValueKind == JsonValueKind.String))
            ? metadata
            : throw new GatewayException(StatusCodes.Status400BadRequest, "'metadata' must be an object whose values are strings.", "metadata");
    }

    private static KeyValuePair<string, JsonElement> Item(HttpContext context, Conversation conversation)
    {
        var id = (string)context.GetRouteValue("item")!;
        return conversation.Items.FirstOrDefault(item => item.Value.Member("id").Text() == id) is { Key: not null } found
            ? found
            : throw new GatewayException(GatewayError.NotFound("Item", id));
    }

    private async Task<JsonElement> ItemsAsync(JsonElement body, string conversation, string? owner, long first, CancellationToken cancellationToken)
    {
        var items = body.Member("items");
        if (items.HasValue() && (items.ValueKind != JsonValueKind.Array || items.GetArrayLength() > MaxItems))
        {
            throw new GatewayException(StatusCodes.Status400BadRequest, $"'items' must be an array of at most {MaxItems} items.", "items");
        }

        return await InputItems.ReadAsync(items, conversation, id => records.FindItemAsync(id, owner, cancellationToken), first).ConfigureAwait(false);
    }

    private async Task<Conversation> FindAsync(HttpContext context)
    {
        var id = (string)context.GetRouteValue("id")!;
        return await records.Conversations.FindAsync(id, Caller.OwnerOf(context), context.RequestAborted).ConfigureAwait(false)
            ?? throw new GatewayException(GatewayError.NotFound("Conversation", id));
    }
}
