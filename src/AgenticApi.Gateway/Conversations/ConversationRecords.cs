using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AgenticApi.Serving;
using AgenticApi.Serving.Chat;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>
/// The conversations in the store. A response locks its conversation before the model is asked. When it has ended, its host adds the items and
/// unlocks the conversation. If the host has died, the next host that reads the conversation does this.
/// </summary>
internal sealed class ConversationRecords(IResponseStore store, ResponseRecords responses, TimeProvider clock)
{
    private const string Head = "head/conversation";
    private const string Owner = "head/owner";
    private const string LockedBy = "head/turn";
    private const string Items = "items/";

    /// <summary>Creates a conversation.</summary>
    /// <param name="owner">The owner; null for none.</param>
    /// <param name="metadata">The member <c>metadata</c>; undefined or null for none.</param>
    /// <param name="readItems">Returns the first items for the id of the conversation.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
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
        var version = await store.WriteAsync(id, 0, entries, durable: true, cancellationToken).ConfigureAwait(false);
        return From(id, new StoredRecord(version, entries))!;
    }

    /// <summary>Finds a conversation with all its items. Adds the items of its last response first, if that has ended.</summary>
    /// <returns>The conversation; null if it does not exist or has another owner.</returns>
    public async Task<Conversation?> FindAsync(string id, string? owner, CancellationToken cancellationToken)
    {
        while (StoreNames.IsId(id) && await store.ReadAsync(id, "", "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is { } record)
        {
            var found = From(id, record);
            if (found is null || found.Owner != owner)
            {
                return null;
            }

            if (found.LockedBy is null || !await SettleAsync(found, cancellationToken).ConfigureAwait(false))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Locks the conversation for a response.</summary>
    /// <exception cref="GatewayException">The conversation has changed, or another response has locked it.</exception>
    public Task LockAsync(Conversation conversation, string response, CancellationToken cancellationToken) =>
        ChangeAsync(conversation, [new(LockedBy, Encoding.UTF8.GetBytes(response))], cancellationToken);

    /// <summary>
    /// Adds the items of a response that has ended, and unlocks its conversation. Does nothing if the response has not locked the conversation, or
    /// is not stored as ended. A response that does not exist counts as ended without items.
    /// </summary>
    public async Task UnlockAsync(string id, string response, CancellationToken cancellationToken)
    {
        if (await store.ReadAsync(id, "", "", TimeSpan.Zero, cancellationToken).ConfigureAwait(false) is { } record
            && From(id, record) is { } found
            && found.LockedBy == response)
        {
            await SettleAsync(found, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Adds items at the end.</summary>
    /// <exception cref="GatewayException">The conversation has changed, or a response has locked it.</exception>
    public Task AddAsync(Conversation conversation, JsonElement items, CancellationToken cancellationToken) =>
        ChangeAsync(conversation, [.. items.Values().Select((item, i) => Entry(item, conversation.NextItem + i))], cancellationToken);

    /// <summary>Removes an item.</summary>
    /// <exception cref="GatewayException">The conversation has changed, or a response has locked it.</exception>
    public Task RemoveAsync(Conversation conversation, KeyValuePair<string, JsonElement> item, CancellationToken cancellationToken) =>
        ChangeAsync(conversation, [new(item.Key, null)], cancellationToken);

    /// <summary>Replaces the metadata.</summary>
    /// <exception cref="GatewayException">The conversation has changed, or a response has locked it.</exception>
    public Task SetMetadataAsync(Conversation conversation, JsonElement metadata, CancellationToken cancellationToken) =>
        ChangeAsync(conversation, [new(Head, HeadJson(conversation.Id, conversation.Json.Member("created_at").Number(), metadata))], cancellationToken);

    private static GatewayException Locked() => new(
        StatusCodes.Status409Conflict, "Another process is currently operating on this conversation. Please retry in a few seconds.", "conversation", "conversation_locked");

    private async Task ChangeAsync(Conversation conversation, IReadOnlyList<StoredEntry> entries, CancellationToken cancellationToken)
    {
        if (conversation.LockedBy is not null || await store.WriteAsync(conversation.Id, conversation.Version, entries, durable: true, cancellationToken).ConfigureAwait(false) == 0)
        {
            throw Locked();
        }
    }

    /// <summary>Adds the items of the response that has locked the conversation, and unlocks it, if that response has ended.</summary>
    /// <returns>Whether the record has changed, by this or another host, and must be read again.</returns>
    private async Task<bool> SettleAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var kept = await responses.FindAnyAsync(conversation.LockedBy!, cancellationToken).ConfigureAwait(false);
        if (kept is { State.HasEnded: false })
        {
            return false;
        }

        List<StoredEntry> entries = [new(LockedBy, null)];
        // Failed and cancelled responses add no items, because the client repeats the request.
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

    private static Conversation? From(string id, StoredRecord record)
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
            LockedBy = Text(record, LockedBy),
            Items = [.. items.Select(entry => KeyValuePair.Create(entry.Key, JsonElement.Parse(entry.Value!.Value.Span)))],
            // Numbers of removed items are not used again, except that of the last item.
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
