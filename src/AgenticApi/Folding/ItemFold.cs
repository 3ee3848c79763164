using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>Finds and changes the items of one response.</summary>
internal sealed class ItemFold(ResponseAccumulatorOptions options, DeviationLog log) : IKnownItems
{
    private readonly ItemSlots _slots = new(options);
    private CallIndex _calls;

    // Some proxies make up an id for every event. Then ids do not distinguish items.
    private bool _idsAreUnstable;

    public bool Any => _slots.Count > 0;

    /// <summary>Whether the current model round has items.</summary>
    public bool AnyInRound => _slots.CountInRound > 0;

    /// <summary>The items, ordered by round and then by index.</summary>
    public IReadOnlyList<ItemSlot> InOrder => _slots.InOrder;

    int IKnownItems.Count => _slots.Count;

    ReadOnlySpan<byte> IKnownItems.JsonOf(int index) => _slots[index] is { Finished: true } slot ? slot.FinishedJson : default;

    /// <summary>
    /// Returns the current JSON of the items. Each is valid until <see cref="EndResolve"/> or the next change of the item.
    /// </summary>
    public ReadOnlyMemory<byte>[] Resolve()
    {
        var slots = InOrder;
        var items = new ReadOnlyMemory<byte>[slots.Count];
        var isBroken = false;
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = slots[i].Resolve(open: "", ref isBroken);
        }

        return items;
    }

    /// <summary>Releases the memory of <see cref="Resolve"/>.</summary>
    public void EndResolve()
    {
        foreach (var slot in InOrder)
        {
            slot.EndResolve();
        }
    }

    /// <summary>Releases all memory. The items cannot be used afterwards.</summary>
    public void Release()
    {
        foreach (var slot in InOrder)
        {
            slot.Release();
        }
    }

    public void StartRound() => _slots.StartRound();

    /// <summary>Returns the item that had this <c>call_id</c> in the stream; null if there is none.</summary>
    public ItemSlot? FindCall(string callId) => _calls.Find(callId);

    /// <summary>Applies an event that starts or finishes an item.</summary>
    public FoldStep ApplyItem(in ReadEvent read)
    {
        if (!read.Fields.Payload.IsObject)
        {
            log.Add(DeviationKind.FieldMissing, read.Fields.Position);
            return FoldStep.Ignored();
        }

        var id = ItemId(read.Payload, read.ItemId);
        var step = read.Fields.Row.Effect == Effect.AddItem ? Add(read.Payload, id, read.Fields) : Finish(read.Payload, id, read.Fields);
        _calls.Note(step.Item);
        return step;
    }

    /// <summary>Applies an event about a part, a text, an annotation or the status of an item.</summary>
    /// <param name="read">The event.</param>
    /// <param name="run">Receives the target of the following deltas of the same run.</param>
    public FoldStep ApplyPiece(in ReadEvent read, ref DeltaRun run)
    {
        ref readonly var fields = ref read.Fields;
        if (!PieceRules.HasPayload(read))
        {
            log.Add(DeviationKind.FieldMissing, fields.Position);
            return FoldStep.Ignored();
        }

        var type = PieceRules.ItemTypeFor(read);
        var id = JsonMend.Text(read.ItemId) ?? read.ItemId;
        var slot = _slots.Find(fields.OutputIndex, id, type);
        if (slot is { Finished: true })
        {
            if (id.Length == 0 || slot.Id.Length == 0 || slot.Id.SequenceEqual(id) || _idsAreUnstable || _slots.AnyOpen)
            {
                log.Add(DeviationKind.EventAfterItemDone, fields.Position, slot);
                return FoldStep.Ignored(slot);
            }

            // Another item with the same index. The event that starts it is missing.
            _slots.StartRound();
            slot = null;
        }

        slot ??= OpenUnannounced(fields);
        slot.SetType(type);
        Identify(slot, id, fields);
        var deviation = PieceRules.Apply(slot, read, options);
        if (deviation is { } kind)
        {
            log.Add(kind, fields.Position, slot);
            if (kind == DeviationKind.EventAfterItemDone)
            {
                return FoldStep.Ignored(slot);
            }
        }
        else if (fields is { Run: not null, Row.Place.HasSecondText: false } && fields.Logprobs.Length <= "[]"u8.Length)
        {
            run = new DeltaRun(fields.Run, slot, slot.Parts.Last!);
        }

        return new FoldStep(EffectOf(fields.Row.Effect), slot);
    }

    /// <summary>Adds the items of a response that no event has started. The response of a resumed stream may have such items.</summary>
    public void AddItemsOf(scoped JsonMembers response)
    {
        var output = response.Value("output"u8);
        if (!JsonRaw.IsArray(output) || JsonRaw.IsEmpty(output))
        {
            return;
        }

        var items = new JsonMembers(output, stackalloc JsonMember[JsonMembers.Room]);
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        for (var i = 0; i < items.Count; i++)
        {
            var item = new JsonMembers(items.Value(i), room);
            if (item.HaveIrregularNames)
            {
                item = new JsonMembers(JsonUnique.Of(item), room);
            }

            var type = ItemRules.TypeOf(item);
            var id = ItemId(item, default);
            if (!JsonRaw.IsObject(items.Value(i)) || _slots.Find(i, id, type: null) is not null)
            {
                continue;
            }

            var slot = _slots.Open(i);
            slot.SetType(type);
            _slots.Identify(slot, id);
            slot.Add(item, isAnnounced: false);
            _calls.Note(slot);
        }
    }

    /// <summary>Whether the item of the event exists, so that the event can be a repetition.</summary>
    public bool Contains(in ReadEvent read)
    {
        var isItem = read.Fields is { Row.Effect: Effect.AddItem or Effect.FinishItem, Payload.IsObject: true };
        var id = isItem ? ItemId(read.Payload, read.ItemId) : read.ItemId;
        return _slots.Find(read.Fields.OutputIndex, id, isItem ? ItemRules.TypeOf(read.Payload) : read.Fields.Row.ItemType) is { } slot
            && (id.Length == 0 || slot.Id.Length == 0 || slot.Id.SequenceEqual(id) || _idsAreUnstable);
    }

    private static StepEffect EffectOf(Effect effect) => effect switch
    {
        Effect.Append => StepEffect.TextAppended,
        Effect.Replace or Effect.FinishPart => StepEffect.PartFinished,
        Effect.AddPart or Effect.Annotate => StepEffect.PartAdded,
        _ => StepEffect.ItemUpdated,
    };

    private FoldStep Add(scoped JsonMembers item, scoped ReadOnlySpan<byte> id, in EventFields fields)
    {
        var type = ItemRules.TypeOf(item);
        var known = _slots.Find(fields.OutputIndex, id, type) ?? _slots.Find(fields.OutputIndex, id, type: null);
        if (known is { Announced: true } or { Finished: true })
        {
            if (id.Length > 0 && known.Id.SequenceEqual(id))
            {
                log.Add(DeviationKind.RepeatedEvent, fields.Position);
                return FoldStep.Ignored(known);
            }

            // The index is in use: the server counts a new model round from 0.
            _slots.StartRound();
            log.Add(DeviationKind.RoundRestarted, fields.Position with { OutputIndex = null });
            known = null;
        }

        if (known is null && fields.OutputIndex > _slots.CountInRound)
        {
            log.Add(DeviationKind.OutputIndexSkipped, fields.Position);
        }

        var slot = known is not null && (known.Type is null || known.Type == type) ? known : _slots.Open(fields.OutputIndex);
        slot.SetType(type);
        Identify(slot, id, fields);
        slot.Add(item, isAnnounced: true);
        return new FoldStep(StepEffect.ItemAdded, slot);
    }

    private FoldStep Finish(scoped JsonMembers item, scoped ReadOnlySpan<byte> id, in EventFields fields)
    {
        var type = ItemRules.TypeOf(item);
        var slot = _slots.Find(fields.OutputIndex, id, type);
        if (slot is { Finished: true })
        {
            if (slot.IsRepeatedBy(item, id))
            {
                log.Add(DeviationKind.RepeatedEvent, fields.Position);
                return FoldStep.Ignored(slot);
            }

            _slots.StartRound();
            slot = null;
        }

        slot ??= OpenUnannounced(fields);
        slot.SetType(type);
        Identify(slot, id, fields);
        if (slot.Parts.AnyOpen)
        {
            log.Add(DeviationKind.PartNotFinished, fields.Position, slot);
        }

        var differences = Normalize(item, slot, fields.Position) is { } normalized
            ? slot.Finish(new JsonMembers(normalized, stackalloc JsonMember[JsonMembers.Room]))
            : slot.Finish(item);
        ItemRules.ReportFinished(differences, log, fields.Position, slot);
        _slots.NoteFinished();
        CheckArguments(slot, fields.Position);
        return new FoldStep(StepEffect.ItemFinished, slot, IsFinished: true);
    }

    private void CheckArguments(ItemSlot slot, EventPosition at)
    {
        if (slot.Type is ItemTypes.FunctionCall or ItemTypes.McpCall)
        {
            var item = new JsonMembers(slot.FinishedJson, stackalloc JsonMember[JsonMembers.Room]);
            slot.ArgumentsAreChecked = true;
            if (JsonRaw.Content(item.Value("status"u8)).SequenceEqual("completed"u8) && ItemRules.HasBrokenArguments(item))
            {
                log.Add(DeviationKind.ArgumentsNotAnObject, at, slot);
            }
        }
    }

    /// <summary>Removes members of the event from a finished item, and adds the status that it must have.</summary>
    /// <returns>Null if the item needs no change.</returns>
    private byte[]? Normalize(scoped JsonMembers item, ItemSlot slot, EventPosition at)
    {
        if (JsonRaw.IsNull(item.Value("id"u8)) && slot.Id.Length > 0)
        {
            log.Add(DeviationKind.ItemIdMissing, at, slot);
        }

        var output = default(RawBuffer);
        var edit = new JsonEdit(item.Json);
        for (var i = 0; i < item.Count; i++)
        {
            var name = item.Name(i);
            if (IsEventMember(name, item.Value(i), slot))
            {
                edit.Remove(item[i], ref output);
            }
        }

        var normalized = edit.End(ref output) ? output.Take() : null;
        if (normalized is not null)
        {
            log.Add(DeviationKind.StrayItemFields, at, slot);
        }

        var isRequired = slot.Type == ItemTypes.Message;
        var inferred = normalized is null ? ItemRules.InferStatus(item, isRequired, "\"completed\""u8) : ItemRules.InferStatus(normalized, isRequired, "\"completed\""u8);
        if (inferred is not null)
        {
            slot.StatusIsInferred = true;
            log.Add(DeviationKind.StatusInferred, at, slot);
        }

        return inferred ?? normalized;
    }

    /// <summary>Whether a member of an item is one of the event, with the value that the event has.</summary>
    private bool IsEventMember(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ItemSlot slot) => value[0] switch
    {
        (byte)'"' => name.SequenceEqual("item_id"u8) && (_idsAreUnstable || JsonRaw.Content(value).SequenceEqual(slot.Id)),
        (byte)'{' or (byte)'[' or (byte)'t' or (byte)'f' => false,
        _ => name.SequenceEqual("output_index"u8) || name.SequenceEqual("sequence_number"u8) || (JsonRaw.IsNull(value) && name.SequenceEqual("item_id"u8)),
    };

    private void Identify(ItemSlot slot, ReadOnlySpan<byte> id, in EventFields fields)
    {
        if (!_slots.Identify(slot, id))
        {
            _idsAreUnstable = true;
            log.Add(DeviationKind.ItemIdUnstable, fields.Position, slot);
        }
    }

    private ItemSlot OpenUnannounced(in EventFields fields)
    {
        log.Add(DeviationKind.ItemNotAnnounced, fields.Position);
        return _slots.Open(fields.OutputIndex);
    }

    /// <summary>
    /// Returns the id of an item: its <c>id</c>, the <c>item_id</c> that gpt-oss on vLLM puts inside it, or that of the event.
    /// </summary>
    private static ReadOnlySpan<byte> ItemId(JsonMembers item, ReadOnlySpan<byte> own) =>
        JsonRaw.Content(item.Value("id"u8)) is { Length: > 0 } id ? id
        : JsonRaw.Content(item.Value("item_id"u8)) is { Length: > 0 } stray ? stray
        : own;
}
