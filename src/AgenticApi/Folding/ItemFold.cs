using System.Runtime.InteropServices;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>How events find and change the items of one response.</summary>
internal sealed class ItemFold(ResponseAccumulatorOptions options, DeviationLog log)
{
    private readonly ItemSlots _slots = new(options);

    public bool Any => _slots.Count > 0;

    /// <summary>The items by round, then by index.</summary>
    public IEnumerable<ItemSlot> InOrder => _slots.InOrder;

    public void StartRound() => _slots.StartRound();

    /// <summary>Takes an event that opens or closes an item.</summary>
    /// <returns>The item that it closed, if any.</returns>
    public ItemSlot? TakeItem(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Body.IsObject)
        {
            log.Add(DeviationKind.FieldMissing, fields.Position);
            return null;
        }

        var item = JsonText.ParseUnique(fields.Body.Of(data), out var duplicates);
        if (duplicates)
        {
            log.Add(DeviationKind.DuplicateFields, fields.Position);
        }

        var id = ItemId(item, data, fields);
        var known = _slots.Find(fields.OutputIndex, id, type: null);
        if (row.Effect == Effect.AddItem)
        {
            Add(known, item, id, fields);
            return null;
        }

        return Finish(known, item, id, fields);
    }

    /// <summary>Takes an event about a piece of an item.</summary>
    public void TakePiece(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        var type = row.Place!.ItemType ?? PieceRules.ItemTypeFor(data, fields);
        var id = fields.ItemId.IsString ? fields.ItemId.Of(data) : default;
        var slot = _slots.Find(fields.OutputIndex, id, type);
        if (slot is { Finished: true })
        {
            if (id.Length == 0 || slot.Id.Length == 0 || slot.Id.SequenceEqual(id))
            {
                log.Add(DeviationKind.EventAfterItemDone, fields.Position, slot.IdText);
                return;
            }

            // Another item under the same index: its opening event is missing.
            _slots.StartRound();
            slot = null;
        }

        slot ??= OpenUnannounced(fields);
        slot.Expect(type);
        Identify(slot, id, fields);
        if (PieceRules.Apply(slot, row, data, fields, options) is { } oddity)
        {
            log.Add(oddity, fields.Position, slot.IdText);
        }
    }

    /// <summary>Whether the event is about an item that is there already, so that it may be a repetition.</summary>
    public bool Knows(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        var isItem = row.Effect is Effect.AddItem or Effect.FinishItem && fields.Body.IsObject;
        var id = isItem ? ItemId(JsonText.Parse(fields.Body.Of(data)), data, fields)
            : fields.ItemId.IsString ? fields.ItemId.Of(data)
            : default;
        return _slots.Find(fields.OutputIndex, id, row.Place?.ItemType) is { } slot
            && (id.Length == 0 || slot.Id.Length == 0 || slot.Id.SequenceEqual(id));
    }

    private void Add(ItemSlot? known, JsonElement item, ReadOnlySpan<byte> id, in EventFields fields)
    {
        var type = ItemRules.TypeOf(item);
        if (known is { Announced: true } or { Finished: true })
        {
            if (id.Length > 0 && known.Id.SequenceEqual(id))
            {
                log.Add(DeviationKind.RepeatedEvent, fields.Position);
                return;
            }

            // The index is taken: the server counts a new model round from 0.
            _slots.StartRound();
            log.Add(DeviationKind.RoundRestarted, fields.Position with { OutputIndex = null });
            known = null;
        }

        var slot = known is not null && (known.Type is null || known.Type == type) ? known : _slots.Open(fields.OutputIndex);
        slot.Expect(type);
        Identify(slot, id, fields);
        slot.Add(item);
    }

    private ItemSlot? Finish(ItemSlot? known, JsonElement item, ReadOnlySpan<byte> id, in EventFields fields)
    {
        var type = ItemRules.TypeOf(item);
        if (known is { Finished: true })
        {
            if (known.Id.SequenceEqual(id))
            {
                log.Add(DeviationKind.RepeatedEvent, fields.Position);
                return null;
            }

            _slots.StartRound();
            known = null;
        }

        var slot = known is not null && (known.Type is null || type is null || known.Type == type) ? known : OpenUnannounced(fields);
        slot.Expect(type);
        Identify(slot, id, fields);
        var at = fields.Position;
        slot.Finish(item, kind => log.Add(kind, at, slot.IdText));
        return slot;
    }

    private void Identify(ItemSlot slot, ReadOnlySpan<byte> id, in EventFields fields)
    {
        if (!slot.Identify(id))
        {
            log.Add(DeviationKind.ItemIdUnstable, fields.Position, slot.IdText);
        }
    }

    private ItemSlot OpenUnannounced(in EventFields fields)
    {
        log.Add(DeviationKind.ItemNotAnnounced, fields.Position);
        return _slots.Open(fields.OutputIndex);
    }

    /// <summary>The id that an event gives its item: the item's own, or the <c>item_id</c> that gpt-oss on vLLM puts inside it.</summary>
    private static ReadOnlySpan<byte> ItemId(JsonElement item, ReadOnlySpan<byte> data, in EventFields fields) =>
        RawString(item, "id"u8) is { Length: > 0 } own ? own
        : RawString(item, "item_id"u8) is { Length: > 0 } stray ? stray
        : fields.ItemId.IsString ? fields.ItemId.Of(data)
        : default;

    private static ReadOnlySpan<byte> RawString(JsonElement item, ReadOnlySpan<byte> name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? JsonMarshal.GetRawUtf8Value(value)[1..^1]
            : default;
}
