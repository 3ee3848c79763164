using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>How events find and change the items of one response.</summary>
internal sealed class ItemFold(ResponseAccumulatorOptions options, DeviationLog log) : IKnownItems
{
    private readonly ItemSlots _slots = new(options);
    private CallIndex _calls;

    // A proxy that makes up an id for every event: then no id tells one item from another.
    private bool _idsAreUnstable;

    public bool Any => _slots.Count > 0;

    /// <summary>Whether there are items of the current model round.</summary>
    public bool AnyInRound => _slots.CountInRound > 0;

    /// <summary>The items by round, then by index.</summary>
    public IReadOnlyList<ItemSlot> InOrder => _slots.InOrder;

    int IKnownItems.Count => _slots.Count;

    ReadOnlySpan<byte> IKnownItems.JsonOf(int index) => _slots[index] is { Finished: true } slot ? slot.FinishedJson : default;

    /// <summary>The items as they stand, each good until <see cref="EndResolve"/> or its next change.</summary>
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

    /// <summary>Gives back the memory of what was resolved.</summary>
    public void EndResolve()
    {
        foreach (var slot in InOrder)
        {
            slot.EndResolve();
        }
    }

    /// <summary>Gives all memory back. Nothing may be asked of the items after it.</summary>
    public void Release()
    {
        foreach (var slot in InOrder)
        {
            slot.Release();
        }
    }

    public void StartRound() => _slots.StartRound();

    /// <summary>The item that the stream called by this <c>call_id</c>; null where none was.</summary>
    public ItemSlot? OfCall(string callId) => _calls.Find(callId);

    /// <summary>Takes an event that opens or finishes an item.</summary>
    public FoldStep TakeItem(in ReadEvent read)
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

    /// <summary>Takes an event about a piece of an item.</summary>
    /// <param name="read">The event.</param>
    /// <param name="run">Where the following events of the same run go.</param>
    public FoldStep TakePiece(in ReadEvent read, ref DeltaRun run)
    {
        ref readonly var fields = ref read.Fields;
        if (!PieceRules.IsWhole(read))
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

            // Another item under the same index: its opening event is missing.
            _slots.StartRound();
            slot = null;
        }

        slot ??= OpenUnannounced(fields);
        slot.Expect(type);
        Identify(slot, id, fields);
        var oddity = PieceRules.Apply(slot, read, options);
        if (oddity is { } kind)
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

    /// <summary>Takes the items that a response brings along before any event is about them, as that of a resumed stream may.</summary>
    public void TakeOutput(scoped JsonMembers response)
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
            if (item.AreUneven)
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
            slot.Expect(type);
            _slots.Identify(slot, id);
            slot.Add(item, isAnnounced: false);
            _calls.Note(slot);
        }
    }

    /// <summary>Whether the event is about an item that is there already, so that it may be a repetition.</summary>
    public bool Knows(in ReadEvent read)
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
        slot.Expect(type);
        Identify(slot, id, fields);
        if (slot.Parts.AnyOpen)
        {
            log.Add(DeviationKind.PartNotFinished, fields.Position, slot);
        }

        var differences = Tidy(item, slot, fields.Position) is { } tidy
            ? slot.Finish(new JsonMembers(tidy, stackalloc JsonMember[JsonMembers.Room]))
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

    /// <summary>Takes out of a finished item what does not belong into it, and puts in the status that it must have.</summary>
    /// <returns>Null where the item can stand as it came.</returns>
    private byte[]? Tidy(scoped JsonMembers item, ItemSlot slot, EventPosition at)
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
            if (IsOfEvent(name, item.Value(i), slot))
            {
                edit.Remove(item[i], ref output);
            }
        }

        var tidy = edit.End(ref output) ? output.Take() : null;
        if (tidy is not null)
        {
            log.Add(DeviationKind.StrayItemFields, at, slot);
        }

        var isRequired = slot.Type == ItemTypes.Message;
        var inferred = tidy is null ? ItemRules.InferStatus(item, isRequired, "\"completed\""u8) : ItemRules.InferStatus(tidy, isRequired, "\"completed\""u8);
        if (inferred is not null)
        {
            slot.StatusIsInferred = true;
            log.Add(DeviationKind.StatusInferred, at, slot);
        }

        return inferred ?? tidy;
    }

    /// <summary>Whether a member is one of an event and says nothing that the event did not, so that it is a stray in an item.</summary>
    private bool IsOfEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, ItemSlot slot) => value[0] switch
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

    /// <summary>The id that an event gives its item: the item's own, or the <c>item_id</c> that gpt-oss on vLLM puts inside it.</summary>
    private static ReadOnlySpan<byte> ItemId(JsonMembers item, ReadOnlySpan<byte> own) =>
        JsonRaw.Content(item.Value("id"u8)) is { Length: > 0 } id ? id
        : JsonRaw.Content(item.Value("item_id"u8)) is { Length: > 0 } stray ? stray
        : own;
}
