using System.Buffers;
using System.Text;
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
    private ResponseEnvelope _envelope;
    private StreamedAudio _audio;
    private TerminalResponse? _terminal;
    private byte[]? _error;
    private long _bytes;
    private (int TypeId, int Length) _lastNumbered;
    private DeltaRun _run;

    public ResponseFold(ResponseAccumulatorOptions options)
    {
        _options = options;
        _log = new DeviationLog(options.Strict);
        _items = new ItemFold(options, _log);
    }

    /// <summary>Whether a terminal event has come.</summary>
    public bool HasEnded => _terminal is not null;

    /// <summary>The highest sequence number seen; -1 before the first.</summary>
    public long LastSequenceNumber => _sequence.Last;

    /// <summary>The type id of the last event: a good guess for the next.</summary>
    public int LastTypeId { get; private set; }

    /// <summary>How many events have come, whether they could be read or not.</summary>
    public long EventCount { get; private set; }

    /// <summary>What events have shown so far, as a list that does not grow.</summary>
    public IReadOnlyList<Deviation> Deviations => _log.SoFar;

    /// <summary>Whether this event begins the next response on the same connection.</summary>
    public bool IsNext(ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (EventCount == 0 || (fields.TypeId != CreatedId && !(fields.TypeId == EventCatalog.BareResponse && HasEnded)))
        {
            return false;
        }

        var mine = _terminal?.Id ?? _envelope.Id;
        return JsonRaw.Text(JsonRaw.Member(Body(data, fields), "id"u8)) is { } id && id != mine && (mine is not null || HasEnded);
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
        if (_run.TryAppend(data, fields) && _sequence.TryNext(fields.SequenceNumber))
        {
            _lastNumbered = (fields.TypeId, data.Length);
            _run.Part!.Append(fields.Delta.Of(data));
            return null;
        }

        _run = default;
        LastTypeId = fields.TypeId;
        if (HasEnded)
        {
            Report(DeviationKind.EventAfterTerminal, fields);
            return null;
        }

        var row = FoldTable.Row(fields.TypeId);
        if (EventCount == 1 && !MayBeFirst(row, fields))
        {
            Report(DeviationKind.LifecycleOutOfOrder, fields);
        }

        // A delta may end in the middle of a character: deltas are joined as they are, and mended when they are read.
        if (row.Effect != Effect.Append && JsonMend.Text(data) is { } mended)
        {
            Report(DeviationKind.BrokenText, fields);
            return EventFields.TryRead(mended, fields.TypeId, _options.MaxJsonDepth, out var again)
                ? Fold(row, mended, again with { TypeId = fields.TypeId, IsAlias = fields.IsAlias, IsIndexed = false })
                : null;
        }

        return Fold(row, data, fields);
    }

    /// <summary>What the events came to. More may follow: this changes nothing.</summary>
    public AccumulatedResponse Finish(bool strict)
    {
        var log = _log.Fork(strict);
        var (ending, status) = EndingRules.Of(_terminal, _error is not null, log);
        var output = Settle(ending, log);
        var envelope = _envelope.With(_terminal);
        var known = envelope == _terminal?.Json ? _terminal.Members : default;
        var response = ResponseAssembly.Build(envelope, known, output.AreChanged ? output.Items : null, status, _error, ending == Ending.Truncated);
        foreach (var slot in _items.InOrder)
        {
            slot.EndResolve();
        }

        return new AccumulatedResponse(new Response(response), ending, log.Deviations) { Audio = _audio.Bytes, AudioTranscript = _audio.Transcript };
    }

    /// <summary>Gives the memory back. Nothing may be asked of the fold after it.</summary>
    public void Release()
    {
        foreach (var slot in _items.InOrder)
        {
            slot.Release();
        }
    }

    /// <summary>The response so far, with the status that the server gave last.</summary>
    public Response Snapshot()
    {
        if (HasEnded)
        {
            return Finish(strict: false).Response;
        }

        var slots = _items.InOrder;
        var items = new ReadOnlyMemory<byte>[slots.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = slots[i].Resolve(open: "");
        }

        var response = ResponseAssembly.Build(_envelope.With(terminal: null), default, items, status: null, _error, truncated: false);
        foreach (var slot in slots)
        {
            slot.EndResolve();
        }

        return new Response(response);
    }

    /// <summary>The call id that a streamed one has become.</summary>
    public string FinalCallId(string streamed)
    {
        foreach (var slot in _items.InOrder)
        {
            if (slot.CallIds.Contains(streamed))
            {
                var item = Settle(Ending.Incomplete, new DeviationLog(strict: false)).Final(slot);
                var final = JsonRaw.Text(JsonRaw.Member(item.Span, "call_id"u8));
                slot.EndResolve();
                return string.IsNullOrEmpty(final) ? streamed : final;
            }
        }

        return streamed;
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
                TakeTerminal(data, fields);
                return null;
            case Effect.Error:
                _error = ErrorEvent.ErrorOf(data, fields);
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
                return _items.TakeItem(row, data, fields, fields.IsIndexed ? new JsonMembers(fields.Body.Of(data), EventIndex.Current.Body.Items) : default);
            default:
                _items.TakePiece(row, data, fields, ref _run);
                return null;
        }
    }

    private TerminalOutput Settle(Ending ending, DeviationLog log)
    {
        var open = ending == Ending.Completed ? Statuses.Completed : Statuses.Incomplete;
        var slots = _items.InOrder;
        var streamed = new StreamedItem[slots.Count];
        for (var i = 0; i < streamed.Length; i++)
        {
            var slot = slots[i];
            streamed[i] = new StreamedItem(slot, slot.Resolve(open));
            var at = new EventPosition(null, null, slot.OutputIndex);
            if (ending == Ending.Completed && !slot.Finished)
            {
                log.Add(DeviationKind.ItemNotFinished, at, slot.IdText);
            }

            if (slot.Parts.AreBroken)
            {
                log.Add(DeviationKind.BrokenText, at, slot.IdText);
            }
        }

        return new TerminalOutput(_terminal, streamed, ending, log);
    }

    private void TakeTerminal(ReadOnlySpan<byte> data, in EventFields fields)
    {
        var body = Body(data, fields);
        if (body.IsEmpty)
        {
            Report(DeviationKind.FieldMissing, fields);
        }

        var index = EventIndex.Current;
        var members = fields.TypeId == EventCatalog.BareResponse ? index.Event : index.Body;
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        _terminal = new TerminalResponse(
            EventCatalog.All[fields.TypeId].Type,
            body.IsEmpty ? default : fields.IsIndexed && members.Count > 0 ? new JsonMembers(body, members.Items) : new JsonMembers(body, room));
        if (_terminal.HasDuplicates)
        {
            Report(DeviationKind.DuplicateFields, fields);
        }
    }

    private void TakeEnvelope(ReadOnlySpan<byte> data, in EventFields fields)
    {
        if (!fields.Body.IsObject)
        {
            Report(DeviationKind.FieldMissing, fields);
            return;
        }

        var body = fields.Body.Of(data);
        if (_items.Any && fields.TypeId == CreatedId && _envelope.IsNewRound(body))
        {
            _items.StartRound();
            _sequence.Restart(fields.SequenceNumber);
            Report(DeviationKind.RoundRestarted, fields);
        }

        if (fields.TypeId != CreatedId && _items.AnyInRound)
        {
            Report(DeviationKind.LifecycleOutOfOrder, fields);
        }

        _envelope.Take(body);
    }

    /// <summary>Whether a stream may begin with the event: what can come without a stream may, and so may any event of a resumed one.</summary>
    private static bool MayBeFirst(FoldRow row, in EventFields fields) =>
        fields.TypeId is var type && (type == CreatedId || type == EventCatalog.BareResponse || row.Effect is Effect.Error or Effect.None or Effect.Unknown)
        || fields.SequenceNumber > 0;

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

        if (step == SequenceStep.Seen && fields.SequenceNumber == _sequence.Last && _lastNumbered != (fields.TypeId, data.Length))
        {
            // Two events under one number: another one, and no repetition.
            return false;
        }

        if (fields.SequenceNumber == _sequence.Last && step != SequenceStep.Seen)
        {
            _lastNumbered = (fields.TypeId, data.Length);
        }

        switch (step == SequenceStep.Seen ? row.Effect : Effect.Terminal)
        {
            case Effect.Terminal or Effect.Error:
                return false;
            case Effect.Envelope:
                return fields.TypeId != CreatedId || !fields.Body.IsObject || !_items.Any || !_envelope.IsNewRound(fields.Body.Of(data));
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

    /// <summary>The response that an event carries; empty where it carries none.</summary>
    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> data, in EventFields fields) =>
        fields.TypeId == EventCatalog.BareResponse ? data : fields.Body.IsObject ? fields.Body.Of(data) : default;

    /// <summary>The type of an unknown event where it is made like one: anything else might be content.</summary>
    private static string? SafeType(ReadOnlySpan<byte> data, in EventFields fields) =>
        fields.Type is { IsString: true, Length: > 0 and <= 80 } type && !type.Of(data).ContainsAnyExcept(TypeCharacters)
            ? Encoding.ASCII.GetString(type.Of(data))
            : null;
}
