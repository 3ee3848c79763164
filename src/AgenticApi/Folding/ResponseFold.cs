using System.Buffers;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>The state of one response while its events come: the only place that has any.</summary>
internal sealed class ResponseFold(bool strict)
{
    private static readonly SearchValues<byte> TypeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_."u8);

    private readonly DeviationLog _log = new(strict);
    private readonly ItemSlots _slots = new();
    private SequenceTracker _sequence = new();
    private RawBuffer _envelope;
    private JsonElement _created;
    private JsonElement _terminal;
    private JsonElement _error;
    private int _terminalType = -1;

    /// <summary>Whether a terminal event has come.</summary>
    public bool HasEnded => _terminalType >= 0;

    /// <summary>The highest sequence number seen; -1 before the first.</summary>
    public long LastSequenceNumber => _sequence.Last;

    /// <summary>The type id of the last event: a good guess for the next.</summary>
    public int LastTypeId { get; private set; }

    /// <summary>How many events have come, whether they could be read or not.</summary>
    public long EventCount { get; private set; }

    /// <summary>Whether this event begins the next response on the same connection.</summary>
    public bool BelongsToNext(ReadOnlySpan<byte> data, in EventFields fields) =>
        HasEnded
        && (fields.TypeId == EventCatalog.Find(EventTypes.Created) || fields.TypeId == EventCatalog.BareResponse)
        && ItemRules.Text(Body(data, fields), "id"u8) is { } id
        && id != ItemRules.Text(_terminal, "id"u8);

    /// <summary>Records that bytes came which are no event.</summary>
    public void ApplyMalformed()
    {
        EventCount++;
        _log.Add(DeviationKind.MalformedEvent, default);
    }

    /// <summary>Records that a blocking body came where a stream was due.</summary>
    public void Report(DeviationKind kind) => _log.Add(kind, default);

    /// <summary>Takes one event in.</summary>
    /// <returns>The item that this event finished, if any.</returns>
    public ItemSlot? Apply(ReadOnlySpan<byte> data, in EventFields fields)
    {
        EventCount++;
        LastTypeId = fields.TypeId;
        var row = FoldTable.Row(fields.TypeId);
        if (HasEnded)
        {
            Report(DeviationKind.EventAfterTerminal, fields);
            return null;
        }

        if (IsRepeated(row, data, fields))
        {
            Report(DeviationKind.RepeatedEvent, fields);
            return null;
        }

        if (row.Dialect)
        {
            Report(DeviationKind.DialectEvent, fields with { OutputIndex = -1 });
        }

        switch (row.Effect)
        {
            case Effect.Envelope:
                TakeEnvelope(data, fields);
                return null;
            case Effect.Terminal:
                _terminalType = fields.TypeId;
                _terminal = Body(data, fields);
                return null;
            case Effect.Error:
                _error = fields.Error.IsObject ? JsonElement.Parse(fields.Error.Of(data)) : JsonElement.Parse(data);
                return null;
            case Effect.None:
                if (fields.TypeId == EventCatalog.Unknown)
                {
                    _log.Add(DeviationKind.UnknownEvent, new EventPosition(SafeType(data, fields), Position(fields).SequenceNumber, null));
                }

                return null;
            case Effect.AddItem or Effect.FinishItem:
                return TakeItem(row, data, fields);
            default:
                TakePiece(row, data, fields);
                return null;
        }
    }

    /// <summary>What the events came to. More may follow: this changes nothing.</summary>
    public AccumulatedResponse Finish()
    {
        var log = _log.Fork();
        var type = HasEnded ? EventCatalog.All[_terminalType].Type : null;
        var (ending, status) = EndingRules.Of(type, _terminal, HasError, kind => log.Add(kind, new EventPosition(type, null, null)));
        return new AccumulatedResponse(Assemble(ending, status, log), ending, log.Deviations);
    }

    /// <summary>The response so far, with the status that the server gave last.</summary>
    public Response Snapshot()
    {
        if (HasEnded)
        {
            var (ending, status) = EndingRules.Of(EventCatalog.All[_terminalType].Type, _terminal, HasError, static _ => { });
            return Assemble(ending, status, new DeviationLog(strict: false));
        }

        return ResponseAssembly.Build(Envelope(), [.. _slots.InOrder.Select(slot => slot.Resolve(open: null))], status: null, _error);
    }

    private bool HasError => _error.ValueKind != JsonValueKind.Undefined;

    private Response Assemble(Ending ending, string status, DeviationLog log)
    {
        var open = ending == Ending.Completed ? Statuses.Completed : Statuses.Incomplete;
        var streamed = _slots.InOrder.Select(slot => new StreamedItem(slot, slot.Resolve(open))).ToList();
        if (ending == Ending.Completed)
        {
            foreach (var item in streamed.Where(item => !item.Slot.Finished))
            {
                log.Add(DeviationKind.ItemNotFinished, new EventPosition(null, null, item.Slot.OutputIndex), item.Slot.IdText);
            }
        }

        var items = TerminalOutput.Settle(_terminal, streamed, HasEnded, ending, log);
        return ResponseAssembly.Build(Envelope(), items, status, _error, ending == Ending.Truncated);
    }

    /// <summary>All that the events said of the response as a whole, the terminal one last.</summary>
    private JsonElement Envelope()
    {
        if (_envelope.Length == 0)
        {
            return _terminal;
        }

        var earlier = JsonElement.Parse(_envelope.Span);
        return _terminal.ValueKind == JsonValueKind.Object ? ResponseAssembly.Merge(earlier, _terminal) : earlier;
    }

    private static JsonElement Body(ReadOnlySpan<byte> data, in EventFields fields) =>
        fields.TypeId == EventCatalog.BareResponse ? JsonElement.Parse(data)
        : fields.Body.IsObject ? JsonElement.Parse(fields.Body.Of(data))
        : default;

    private void TakeEnvelope(ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Body.IsObject)
        {
            return;
        }

        var body = fields.Body.Of(data);
        if (_slots.Count > 0 && fields.TypeId == EventCatalog.Find(EventTypes.Created) && IsNewRound(JsonElement.Parse(body)))
        {
            _slots.StartRound();
            _sequence.Restart(fields.SequenceNumber);
            Report(DeviationKind.RoundRestarted, fields);
        }

        if (_envelope.Length == 0)
        {
            _created = JsonElement.Parse(body);
            _envelope.Append(body);
        }
        else if (!_envelope.Span.SequenceEqual(body))
        {
            _envelope.Replace(System.Text.Encoding.UTF8.GetBytes(
                ResponseAssembly.Merge(JsonElement.Parse(_envelope.Span), JsonElement.Parse(body)).GetRawText()));
        }
    }

    /// <summary>A second <c>response.created</c> opens a model round, unless it is the first one over again.</summary>
    private bool IsNewRound(JsonElement created) =>
        !(_created.TryGetProperty("created_at"u8, out var first)
            && created.TryGetProperty("created_at"u8, out var now)
            && JsonElement.DeepEquals(first, now));

    private ItemSlot? TakeItem(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Body.IsObject)
        {
            Report(DeviationKind.FieldMissing, fields);
            return null;
        }

        var item = JsonElement.Parse(fields.Body.Of(data));
        var id = ItemId(item, data, fields);
        var slot = _slots.Find(fields.OutputIndex, id, type: null);
        if (row.Effect == Effect.AddItem)
        {
            AddItem(slot, item, id, data, fields);
            return null;
        }

        if (slot is { Finished: true })
        {
            // Another item under the same index: its opening event is missing.
            slot = slot.Id.SequenceEqual(id) ? slot : null;
            if (slot is not null)
            {
                Report(DeviationKind.RepeatedEvent, fields);
                return null;
            }

            _slots.StartRound();
        }

        slot ??= OpenUnannounced(fields);
        if (!slot.Identify(id))
        {
            Report(DeviationKind.ItemIdUnstable, fields, slot);
        }

        slot.Expect(ItemRules.TypeOf(item));
        var at = Position(fields);
        slot.Finish(item, kind => _log.Add(kind, at, slot.IdText));
        return slot;
    }

    private void AddItem(ItemSlot? slot, JsonElement item, ReadOnlySpan<byte> id, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (slot is not null && (slot.Announced || slot.Finished))
        {
            if (id.Length > 0 && slot.Id.SequenceEqual(id))
            {
                Report(DeviationKind.RepeatedEvent, fields);
                return;
            }

            // The index is taken: the server counts a new model round from 0.
            _slots.StartRound();
            Report(DeviationKind.RoundRestarted, fields with { OutputIndex = -1 });
            slot = null;
        }

        slot ??= _slots.Open(fields.OutputIndex);
        slot.Identify(id);
        slot.Expect(ItemRules.TypeOf(item));
        slot.Add(fields.Body.Of(data));
    }

    private void TakePiece(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        var id = fields.ItemId.IsString ? fields.ItemId.Of(data) : default;
        var slot = _slots.Find(fields.OutputIndex, id, row.ItemType);
        if (slot is { Finished: true })
        {
            if (id.Length == 0 || slot.Id.Length == 0 || slot.Id.SequenceEqual(id))
            {
                Report(DeviationKind.EventAfterItemDone, fields, slot);
                return;
            }

            _slots.StartRound();
            slot = null;
        }

        slot ??= OpenUnannounced(fields);
        slot.Expect(row.ItemType ?? PieceRules.ItemTypeFor(row, data, fields));
        if (!slot.Identify(id))
        {
            Report(DeviationKind.ItemIdUnstable, fields, slot);
        }

        if (PieceRules.Apply(slot, row, data, fields) is { } oddity)
        {
            Report(oddity, fields, slot);
        }
    }

    private ItemSlot OpenUnannounced(in EventFields fields)
    {
        Report(DeviationKind.ItemNotAnnounced, fields);
        return _slots.Open(fields.OutputIndex);
    }

    /// <summary>
    /// Whether the event has been there before, by its number. An event that opens something cannot be a repetition of what is not
    /// there: then the server numbers anew, and so is it taken.
    /// </summary>
    private bool IsRepeated(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        var step = _sequence.Next(fields.SequenceNumber);
        if (step == SequenceStep.Gap)
        {
            Report(DeviationKind.SequenceGap, fields with { OutputIndex = -1 });
        }

        if (step != SequenceStep.Seen || row.Effect is Effect.Terminal or Effect.Error)
        {
            return false;
        }

        if (row.Effect == Effect.Envelope)
        {
            return fields.TypeId != EventCatalog.Find(EventTypes.Created) || !fields.Body.IsObject
                || !IsNewRound(JsonElement.Parse(fields.Body.Of(data)));
        }

        if (row.Effect == Effect.None || IsKnownItem(row, data, fields))
        {
            return true;
        }

        _sequence.Restart(fields.SequenceNumber);
        return false;
    }

    private bool IsKnownItem(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        var isItem = row.Effect is Effect.AddItem or Effect.FinishItem && fields.Body.IsObject;
        var id = isItem ? ItemId(JsonElement.Parse(fields.Body.Of(data)), data, fields)
            : fields.ItemId.IsString ? fields.ItemId.Of(data)
            : default;
        return _slots.Find(fields.OutputIndex, id, row.ItemType) is { } slot
            && (id.Length == 0 || slot.Id.Length == 0 || slot.Id.SequenceEqual(id));
    }

    /// <summary>The id that an event gives its item: the item's own, or the <c>item_id</c> that gpt-oss on vLLM puts inside it.</summary>
    private static ReadOnlySpan<byte> ItemId(JsonElement item, ReadOnlySpan<byte> data, in EventFields fields) =>
        RawString(item, "id"u8) is { Length: > 0 } own ? own
        : RawString(item, "item_id"u8) is { Length: > 0 } stray ? stray
        : fields.ItemId.IsString ? fields.ItemId.Of(data)
        : default;

    private static ReadOnlySpan<byte> RawString(JsonElement item, ReadOnlySpan<byte> name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value)[1..^1]
            : default;

    private void Report(DeviationKind kind, in EventFields fields, ItemSlot? slot = null) =>
        _log.Add(kind, Position(fields), slot?.IdText);

    /// <summary>The type of an unknown event where it is made like one: anything else might be content.</summary>
    private static string? SafeType(ReadOnlySpan<byte> data, in EventFields fields) =>
        fields.Type is { IsString: true, Length: > 0 and <= 80 } type && !type.Of(data).ContainsAnyExcept(TypeCharacters)
            ? System.Text.Encoding.ASCII.GetString(type.Of(data))
            : null;

    private static EventPosition Position(in EventFields fields) => new(
        fields.TypeId > EventCatalog.BareResponse ? EventCatalog.All[fields.TypeId].Type : null,
        fields.SequenceNumber >= 0 ? fields.SequenceNumber : null,
        fields.OutputIndex >= 0 ? fields.OutputIndex : null);
}
