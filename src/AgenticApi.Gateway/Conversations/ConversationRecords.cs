using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AgenticApi.Serving;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>
/// The conversations that are kept. A response takes its turn in a conversation before the model is asked, and its items are added when it has
/// ended; where the host dies in between, whoever reads the conversation next adds them.
/// </summary>
internal sealed class ConversationRecords(IResponseStore store, ResponseRecords responses, TimeProvider clock)
{
    private const string Head = "head/conversation";
    private const string Owner = "head/owner";
    private const string Turn = "head/turn";
    private const string Items = "items/";

    /// <summary>Begins a conversation.</summary>
    public async Task<Conversation> CreateAsync(string? owner, JsonElement metadata, Func<string, Task<JsonElement>> readItems, CancellationToken cancellationToken)
    {
        var id = RecordIds.New(RecordIds.Conversation);
        List<StoredEntry> entries = [new(Head, HeadJson(id, clock.GetUtcNow().ToUnixTimeSeconds(), metadata))];
        if (owner is not null)
        {
            entries.Add(new(Owner, Encoding.UTF8.GetBytes(owner)));
        }

        var items = await readItems(id).ConfigureAwait(false);
        entries.AddRange(items.Values().Select((item, i) => Entry(item, i)));
        await store.WriteAsync(id, 0, entries, durable: true, cancellationToken).ConfigureAwait(false);
        return (await FindAsync(id, owner, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Finds a conversation with all its items. A turn that has ended is settled first.</summary>
    /// <returns>The conversation; null if it is not there or is another client's.</returns>
    public async Task<Conversation?> FindAsync(string id, string? owner, CancellationToken cancellationToken)
    {
        while (StoreNames.IsId(id) && await store.ReadAsync(id, "", "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is { } record)
        {
            var found = Of(id, record);
            if (found is null || found.Owner != owner)
            {
                return null;
            }

            if (found.Turn is null || !await SettleAsync(found, cancellationToken).ConfigureAwait(false))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Takes the next turn for a response.</summary>
    /// <exception cref="GatewayException">Another response has it.</exception>
    public async Task TakeTurnAsync(Conversation conversation, string response, CancellationToken cancellationToken)
    {
        if (conversation.Turn is not null
            || await store.WriteAsync(conversation.Id, conversation.Version, [new(Turn, Encoding.UTF8.GetBytes(response))], durable: true, cancellationToken).ConfigureAwait(false) == 0)
        {
            throw Locked();
        }
    }

    /// <summary>
    /// Ends the turn of a response that has ended, or of one that never began: adds its items. A turn that another response has taken since, or
    /// whose response is not kept as ended, stays.
    /// </summary>
    public async Task EndTurnAsync(string id, string response, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(id, "", "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is { } record
            && Of(id, record) is { } found
            && found.Turn == response)
        {
            await SettleAsync(found, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds items at the end.</summary>
    /// <exception cref="GatewayException">A response is made in the conversation.</exception>
    public Task AddAsync(Conversation conversation, JsonElement items, CancellationToken cancellationToken) =>
        ChangeAsync(conversation, [.. items.Values().Select((item, i) => Entry(item, conversation.NextItem + i))], cancellationToken);

    /// <summary>Removes an item.</summary>
    /// <exception cref="GatewayException">A response is made in the conversation.</exception>
    public Task RemoveAsync(Conversation conversation, KeyValuePair<string, JsonElement> item, CancellationToken cancellationToken) =>
        ChangeAsync(conversation, [new(item.Key, null)], cancellationToken);

    /// <summary>Replaces the metadata.</summary>
    /// <exception cref="GatewayException">A response is made in the conversation.</exception>
    public Task SetMetadataAsync(Conversation conversation, JsonElement metadata, CancellationToken cancellationToken) =>
        ChangeAsync(conversation, [new(Head, HeadJson(conversation.Id, conversation.Json.Member("created_at").Number(), metadata))], cancellationToken);

    private static GatewayException Locked() => new(
        StatusCodes.Status409Conflict, "Another process is currently operating on this conversation. Please retry in a few seconds.", "conversation", "conversation_locked");

    private async Task ChangeAsync(Conversation conversation, IReadOnlyList<StoredEntry> entries, CancellationToken cancellationToken)
    {
        if (conversation.Turn is not null || await store.WriteAsync(conversation.Id, conversation.Version, entries, durable: true, cancellationToken).ConfigureAwait(false) == 0)
        {
            throw Locked();
        }
    }

    /// <summary>Ends the turn if its response has ended.</summary>
    /// <returns>Whether the conversation changed, by this or by another host.</returns>
    private async Task<bool> SettleAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var kept = await responses.FindAnyAsync(conversation.Turn!, cancellationToken).ConfigureAwait(false);
        if (kept is { State.HasEnded: false })
        {
            return false;
        }

        List<StoredEntry> entries = [new(Turn, null)];
        // What failed or was cancelled says nothing: the client asks again.
        if (kept?.Response.Status is "completed" or "incomplete")
        {
            var input = await responses.InputAsync(kept.Id, cancellationToken).ConfigureAwait(false);
            var items = input.Values().Concat(kept.Response.Output.Select(item => item.Json));
            entries.AddRange(items.Select((item, i) => Entry(item, conversation.NextItem + i)));
        }

        if (await store.WriteAsync(conversation.Id, conversation.Version, entries, durable: true, cancellationToken).ConfigureAwait(false) > 0 && kept is { State.IsHidden: true })
        {
            await store.DeleteAsync(kept.Id, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static Conversation? Of(string id, StoredRecord record)
    {
        if (record.Find(Head) is not { } head)
        {
            return null;
        }

        var items = record.Entries.Where(entry => entry.Key.StartsWith(Items, StringComparison.Ordinal)).ToList();
        return new Conversation
        {
            Id = id,
            Version = record.Version,
            Json = JsonElement.Parse(head.Span),
            Owner = Text(record, Owner),
            Turn = Text(record, Turn),
            Items = [.. items.Select(entry => KeyValuePair.Create(entry.Key, JsonElement.Parse(entry.Value!.Value.Span)))],
            // An item that is removed leaves its number, unless it was the last.
            NextItem = items.Count == 0 ? 0 : long.Parse(items[^1].Key.AsSpan(Items.Length), CultureInfo.InvariantCulture) + 1,
        };
    }

    private static string? Text(StoredRecord record, string key) => record.Find(key) is { } text ? Encoding.UTF8.GetString(text.Span) : null;

    private static StoredEntry Entry(JsonElement item, long number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Items}{number:d10}"), JsonMarshal.GetRawUtf8Value(item).ToArray());

    private static byte[] HeadJson(string id, long createdAt, JsonElement metadata) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"id":"{{id}}","object":"conversation","created_at":{{createdAt}},"metadata":{{(metadata.HasValue() ? metadata.GetRawText() : "{}")}}}"""));
}
