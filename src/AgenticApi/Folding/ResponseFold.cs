using System.Buffers;
using System.Text;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>The state of one response while its events come: the only place that has any.</summary>
internal sealed class ResponseFold
{
    private static readonly int CreatedId = EventCatalog.Find(EventTypes.Created);
    private static readonly SearchValues<byte> TypeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_."u8);

    private readonly ResponseAccumulatorOptions _options;
    private readonly DeviationLog _log;
    private readonly ItemFold _items;
    private SequenceTracker _sequence = new();
    private RawBuffer _envelope;
    private StreamedAudio _audio;
    private JsonElement _created;
    private JsonElement _terminal;
    private JsonElement _error;
    private int _terminalType = -1;
    private long _bytes;

    public ResponseFold(ResponseAccumulatorOptions options)
    {
        _options = options;
        _log = new DeviationLog(options.Strict);
        _items = new ItemFold(options, _log);
    }

    /// <summary>Whether a terminal event has come.</summary>
    public bool HasEnded => _terminalType >= 0;

    /// <summary>The highest sequence number seen; -1 before the first.</summary>
    public long LastSequenceNumber => _sequence.Last;

    /// <summary>The type id of the last event: a good guess for the next.</summary>
    public int LastTypeId { get; private set; }

    /// <summary>How many events have come, whether they could be read or not.</summary>
    public long EventCount { get; private set; }

    private bool HasError => _error.ValueKind != JsonValueKind.Undefined;

    /// <summary>Whether this event begins the next response on the same connection.</summary>
    public bool IsNext(ReadOnlySpan<byte> data, in EventFields fields)
    {
        if ((fields.TypeId != CreatedId && fields.TypeId != EventCatalog.BareResponse) || !(HasEnded || HasError))
        {
            return false;
        }

        var mine = ItemRules.Text(HasEnded ? _terminal : _created, "id"u8);
        return ItemRules.Text(Body(data, fields, out _), "id"u8) is { } id && id != mine;
    }

    /// <summary>Records something that no single event shows.</summary>
    public void Report(DeviationKind kind) => _log.Add(kind, default);

    /// <summary>Records that bytes came which are no event.</summary>
    public void ApplyMalformed()
    {
        EventCount++;
        Report(DeviationKind.MalformedEvent);
    }

    /// <summary>Takes one event in.</summary>
    /// <returns>The item that this event finished, if any.</returns>
    public ItemSlot? Apply(ReadOnlySpan<byte> data, in EventFields fields)
    {
        _bytes += data.Length;
        Limit.Check(data.Length - 1L, _options.MaxEventBytes, nameof(_options.MaxEventBytes), "bytes in one event");
        Limit.Check(_bytes - 1, _options.MaxResponseBytes, nameof(_options.MaxResponseBytes), "bytes in one response");
        EventCount++;
        LastTypeId = fields.TypeId;
        if (HasEnded)
        {
            Report(DeviationKind.EventAfterTerminal, fields);
            return null;
        }

        var row = FoldTable.Row(fields.TypeId);

        // A delta may end in the middle of a character: deltas are joined as they are, and mended when they are read.
        if (row.Effect != Effect.Append && JsonMend.Text(data) is { } mended)
        {
            Report(DeviationKind.BrokenText, fields);
            return EventFields.TryRead(mended, fields.TypeId, _options.MaxJsonDepth, out var again)
                ? Fold(row, mended, again with { TypeId = fields.TypeId, IsAlias = fields.IsAlias })
                : null;
        }

        return Fold(row, data, fields);
    }

    /// <summary>What the events came to. More may follow: this changes nothing.</summary>
    public AccumulatedResponse Finish(bool strict)
    {
        var log = _log.Fork(strict);
        var type = HasEnded ? EventCatalog.All[_terminalType].Type : null;
        var (ending, status) = EndingRules.Of(type, _terminal, HasError, kind => log.Add(kind, new EventPosition(type, null, null)));
        var response = Assemble(ending, status, log, out _);
        return new AccumulatedResponse(response, ending, log.Deviations) { Audio = _audio.Bytes, AudioTranscript = _audio.Transcript };
    }

    /// <summary>The response so far, with the status that the server gave last.</summary>
    public Response Snapshot() => HasEnded
        ? Finish(strict: false).Response
        : ResponseAssembly.Build(Envelope(), [.. _items.InOrder.Select(slot => slot.Resolve(open: null))], status: null, _error);

    /// <summary>The call id that a streamed one has become.</summary>
    public string FinalCallId(string streamed)
    {
        if (_items.InOrder.FirstOrDefault(slot => slot.CallIds.Contains(streamed)) is not { } slot)
        {
            return streamed;
        }

        Assemble(Ending.Incomplete, Statuses.Incomplete, new DeviationLog(strict: false), out var output);
        return output.FinalJson(slot) is { } item && ItemRules.Text(item, "call_id"u8) is { Length: > 0 } final ? final : streamed;
    }

    private ItemSlot? Fold(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (IsRepeated(row, data, fields))
        {
            Report(DeviationKind.RepeatedEvent, fields);
            return null;
        }

        if (row.Dialect || fields.IsAlias)
        {
            _log.Add(DeviationKind.DialectEvent, fields.Position with { OutputIndex = null });
        }

        if (fields.HasInvalidIndex)
        {
            Report(DeviationKind.InvalidIndex, fields);
        }

        if (fields.HasDuplicates && fields.TypeId != EventCatalog.BareResponse)
        {
            Report(DeviationKind.DuplicateFields, fields);
        }

        switch (row.Effect)
        {
            case Effect.Envelope:
                TakeEnvelope(data, fields);
                return null;
            case Effect.Terminal:
                _terminalType = fields.TypeId;
                _terminal = Body(data, fields, out var duplicates);
                if (duplicates)
                {
                    Report(DeviationKind.DuplicateFields, fields);
                }

                return null;
            case Effect.Error:
                _error = fields.Error.IsObject ? JsonText.Parse(fields.Error.Of(data)) : JsonText.Parse(data);
                return null;
            case Effect.Unknown:
                _log.Add(DeviationKind.UnknownEvent, fields.Position with { EventType = SafeType(data, fields), OutputIndex = null });
                return null;
            case Effect.None:
                return null;
            case Effect.Hear or Effect.Transcribe:
                if (!_audio.Take(row.Effect, fields.Delta.IsString ? fields.Delta.Of(data) : default))
                {
                    Report(DeviationKind.FieldMissing, fields);
                }

                return null;
            case Effect.AddItem or Effect.FinishItem:
                return _items.TakeItem(row, data, fields);
            default:
                _items.TakePiece(row, data, fields);
                return null;
        }
    }

    private Response Assemble(Ending ending, string status, DeviationLog log, out TerminalOutput output)
    {
        var open = ending == Ending.Completed ? Statuses.Completed : Statuses.Incomplete;
        var streamed = _items.InOrder.Select(slot => new StreamedItem(slot, slot.Resolve(open))).ToList();
        foreach (var item in streamed)
        {
            var at = new EventPosition(null, null, item.Slot.OutputIndex);
            if (ending == Ending.Completed && !item.Slot.Finished)
            {
                log.Add(DeviationKind.ItemNotFinished, at, item.Slot.IdText);
            }

            if (item.Slot.Parts.AreBroken)
            {
                log.Add(DeviationKind.BrokenText, at, item.Slot.IdText);
            }
        }

        output = new TerminalOutput(_terminal, streamed, HasEnded, ending, log);
        return ResponseAssembly.Build(Envelope(), output.Items, status, _error, ending == Ending.Truncated);
    }

    /// <summary>All that the events said of the response as a whole, the terminal one last.</summary>
    private JsonElement Envelope()
    {
        if (_envelope.Length == 0)
        {
            return _terminal;
        }

        var earlier = JsonText.Parse(_envelope.Span);
        return _terminal.ValueKind == JsonValueKind.Object ? ResponseAssembly.Merge(earlier, _terminal) : earlier;
    }

    private void TakeEnvelope(ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Body.IsObject)
        {
            Report(DeviationKind.FieldMissing, fields);
            return;
        }

        var body = fields.Body.Of(data);
        if (_items.Any && fields.TypeId == CreatedId && IsNewRound(JsonText.Parse(body)))
        {
            _items.StartRound();
            _sequence.Restart(fields.SequenceNumber);
            Report(DeviationKind.RoundRestarted, fields);
        }

        if (_envelope.Length == 0)
        {
            _created = JsonText.Parse(body);
            _envelope.Append(body);
        }
        else if (!_envelope.Span.SequenceEqual(body))
        {
            var merged = ResponseAssembly.Merge(JsonText.Parse(_envelope.Span), JsonText.Parse(body));
            _envelope.Replace(Encoding.UTF8.GetBytes(merged.GetRawText()));
        }
    }

    /// <summary>A second <c>response.created</c> opens a model round, unless it is the first one over again.</summary>
    private bool IsNewRound(JsonElement created) =>
        !(_created.ValueKind == JsonValueKind.Object
            && _created.TryGetProperty("created_at"u8, out var first)
            && created.TryGetProperty("created_at"u8, out var now)
            && JsonElement.DeepEquals(first, now));

    /// <summary>
    /// Whether the event has been there before, by its number. An event that opens something cannot be a repetition of what is not
    /// there: then the server numbers anew, and so is it taken.
    /// </summary>
    private bool IsRepeated(FoldRow row, ReadOnlySpan<byte> data, in EventFields fields)
    {
        var step = _sequence.Next(fields.SequenceNumber);
        if (step == SequenceStep.Gap)
        {
            _log.Add(DeviationKind.SequenceGap, fields.Position with { OutputIndex = null });
        }

        switch (step == SequenceStep.Seen ? row.Effect : Effect.Terminal)
        {
            case Effect.Terminal or Effect.Error:
                return false;
            case Effect.Envelope:
                return fields.TypeId != CreatedId || !fields.Body.IsObject || !_items.Any || !IsNewRound(JsonText.Parse(fields.Body.Of(data)));
            case Effect.None or Effect.Unknown or Effect.Hear or Effect.Transcribe:
                return true;
            default:
                if (_items.Knows(row, data, fields))
                {
                    return true;
                }

                _sequence.Restart(fields.SequenceNumber);
                return false;
        }
    }

    private void Report(DeviationKind kind, in EventFields fields) => _log.Add(kind, fields.Position);

    /// <summary>The response that an event carries; undefined where it carries none.</summary>
    private static JsonElement Body(ReadOnlySpan<byte> data, in EventFields fields, out bool hasDuplicates)
    {
        hasDuplicates = false;
        return fields.TypeId == EventCatalog.BareResponse ? JsonText.ParseUnique(data, out hasDuplicates)
            : fields.Body.IsObject ? JsonText.ParseUnique(fields.Body.Of(data), out hasDuplicates)
            : default;
    }

    /// <summary>The type of an unknown event where it is made like one: anything else might be content.</summary>
    private static string? SafeType(ReadOnlySpan<byte> data, in EventFields fields) =>
        fields.Type is { IsString: true, Length: > 0 and <= 80 } type && !type.Of(data).ContainsAnyExcept(TypeCharacters)
            ? Encoding.ASCII.GetString(type.Of(data))
            : null;
}
