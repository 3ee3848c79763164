using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>How events find and change the items of one response.</summary>
internal sealed class ItemFold(ResponseAccumulatorOptions options, DeviationLog log)
{
    private readonly ItemSlots _slots = new(options);

    // A proxy that makes up an id for every event: then no id tells one item from another.
    private bool _idsAreUnstable;

    public bool Any => _slots.Count > 0;

    /// <summary>Whether there are items of the current model round.</summary>
    public bool AnyInRound => _slots.CountInRound > 0;

    /// <summary>The items by round, then by index.</summary>
    public IReadOnlyList<ItemSlot> InOrder => _slots.InOrder;

    public void StartRound() => _slots.StartRound();

    /// <summary>Takes an event that opens or closes an item.</summary>
    /// <returns>The item that it closed, if any.</returns>
    public ItemSlot? TakeItem(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields, scoped JsonMembers known)
    {
        if (!fields.Body.IsObject)
        {
            log.Add(DeviationKind.FieldMissing, fields.Position);
            return null;
        }

        var item = fields.Body.Of(data);
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        var members = known.Count > 0 ? known : new JsonMembers(item, room);
        if (members.HasDuplicates())
        {
            log.Add(DeviationKind.DuplicateFields, fields.Position);
            members = new JsonMembers(JsonUnique.WithoutDuplicates(item), room);
        }

        var id = ItemId(members, fields.ItemId.IsString ? fields.ItemId.Of(data) : default);
        if (row.Effect == Effect.AddItem)
        {
            Add(members, id, fields);
            return null;
        }

        return Finish(members, id, fields);
    }

    /// <summary>Takes an event about a piece of an item.</summary>
    public void TakePiece(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields, ref DeltaRun run)
    {
        if (!PieceRules.IsWhole(row, fields))
        {
            log.Add(DeviationKind.FieldMissing, fields.Position);
            return;
        }

        var type = row.Place!.ItemType ?? PieceRules.ItemTypeFor(data, fields);
        var id = fields.ItemId.IsString ? fields.ItemId.Of(data) : default;
        var slot = _slots.Find(fields.OutputIndex, id, type);
        if (slot is { Finished: true })
        {
            if (id.Length == 0 || slot.Id.Length == 0 || slot.Id.SequenceEqual(id) || _idsAreUnstable || _slots.AnyOpen)
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
        else if (row is { Effect: Effect.Append, Dialect: false, Place.SecondMember: null })
        {
            run = new DeltaRun(slot, slot.Parts.Last, fields);
        }
    }

    /// <summary>Whether the event is about an item that is there already, so that it may be a repetition.</summary>
    public bool Knows(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        var isItem = row.Effect is Effect.AddItem or Effect.FinishItem && fields.Body.IsObject;
        var own = fields.ItemId.IsString ? fields.ItemId.Of(data) : default;
        var item = isItem ? fields.Body.Of(data) : default;
        var id = isItem ? ItemId(new JsonMembers(item, stackalloc JsonMember[JsonMembers.Room]), own) : own;
        return _slots.Find(fields.OutputIndex, id, isItem ? ItemRules.TypeOf(item) : row.Place?.ItemType) is { } slot
            && (id.Length == 0 || slot.Id.Length == 0 || slot.Id.SequenceEqual(id));
    }

    private void Add(scoped JsonMembers item, scoped ReadOnlySpan<byte> id, in EventFields fields)
    {
        var type = ItemRules.TypeOf(item);
        var known = _slots.Find(fields.OutputIndex, id, type) ?? _slots.Find(fields.OutputIndex, id, type: null);
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

        if (known is null && fields.OutputIndex > _slots.CountInRound)
        {
            log.Add(DeviationKind.OutputIndexSkipped, fields.Position);
        }

        var slot = known is not null && (known.Type is null || known.Type == type) ? known : _slots.Open(fields.OutputIndex);
        slot.Expect(type);
        Identify(slot, id, fields);
        slot.Add(item.Json);
    }

    private ItemSlot? Finish(scoped JsonMembers item, scoped ReadOnlySpan<byte> id, in EventFields fields)
    {
        var type = ItemRules.TypeOf(item);
        var slot = _slots.Find(fields.OutputIndex, id, type);
        if (slot is { Finished: true })
        {
            if (slot.IsRepeatedBy(item.Json, id))
            {
                log.Add(DeviationKind.RepeatedEvent, fields.Position);
                return null;
            }

            _slots.StartRound();
            slot = null;
        }

        slot ??= OpenUnannounced(fields);
        slot.Expect(type);
        Identify(slot, id, fields);
        if (slot.Parts.AnyOpen)
        {
            log.Add(DeviationKind.PartNotFinished, fields.Position, slot.IdText);
        }

        var differences = Tidy(item, slot, fields.Position) is { } tidy
            ? slot.Finish(new JsonMembers(tidy, stackalloc JsonMember[JsonMembers.Room]))
            : slot.Finish(item);
        ItemRules.ReportFinished(differences, log, fields.Position, slot);
        return slot;
    }

    /// <summary>Takes out of a finished item what does not belong into it, and puts in the status that it must have.</summary>
    /// <returns>Null where the item can stand as it came.</returns>
    private byte[]? Tidy(scoped JsonMembers item, ItemSlot slot, EventPosition at)
    {
        if (JsonRaw.IsNull(item.Value("id"u8)) && slot.Id.Length > 0)
        {
            log.Add(DeviationKind.ItemIdMissing, at, slot.IdText);
        }

        var output = default(RawBuffer);
        var edit = new JsonEdit(item.Json);
        for (var i = 0; i < item.Count; i++)
        {
            var name = item.Name(i);
            if (name.SequenceEqual("item_id"u8) || name.SequenceEqual("output_index"u8) || name.SequenceEqual("sequence_number"u8))
            {
                edit.Remove(item[i], ref output);
            }
        }

        var tidy = edit.End(ref output) ? output.Take() : null;
        if (tidy is not null)
        {
            log.Add(DeviationKind.StrayItemFields, at, slot.IdText);
        }

        var isRequired = slot.Type == ItemTypes.Message;
        var inferred = tidy is null ? ItemRules.InferStatus(item, isRequired, "\"completed\""u8) : ItemRules.InferStatus(tidy, isRequired, "\"completed\""u8);
        if (inferred is not null)
        {
            slot.StatusIsInferred = true;
            log.Add(DeviationKind.StatusInferred, at, slot.IdText);
        }

        return inferred ?? tidy;
    }

    private void Identify(ItemSlot slot, ReadOnlySpan<byte> id, in EventFields fields)
    {
        if (!_slots.Identify(slot, id))
        {
            _idsAreUnstable = true;
            log.Add(DeviationKind.ItemIdUnstable, fields.Position, slot.IdText);
        }
    }

    private ItemSlot OpenUnannounced(in EventFields fields)
    {
        log.Add(DeviationKind.ItemNotAnnounced, fields.Position);
        return _slots.Open(fields.OutputIndex);
    }

    /// <summary>The id that an event gives its item: the item's own, or the <c>item_id</c> that gpt-oss on vLLM puts inside it.</summary>
    private static ReadOnlySpan<byte> ItemId(JsonMembers item, ReadOnlySpan<byte> own) =>
        JsonRaw.Content(item.Value("id"u8)) is { Length: > 0 } id ? id
        : JsonRaw.Content(item.Value("item_id"u8)) is { Length: > 0 } stray ? stray
        : own;
}
