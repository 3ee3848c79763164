using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The state of one response while its events arrive.</summary>
internal sealed class ResponseFold
{
    private readonly ResponseAccumulatorOptions _options;
    private readonly bool _isBlocking;
    private readonly DeviationLog _log;
    private readonly ItemFold _items;
    private EventOrder _order = new();
    private ResponseEnvelope _envelope;
    private StreamedAudio _audio;
    private TerminalResponse? _terminal;
    private SettledResponse? _settled;
    private AccumulatedResponse? _ended; // The result of the ended response, once it was requested.
    private JsonVersions _error;
    private byte[]? _id; // The id, once the memory that contained it was released.
    private long _bytes;
    private DeltaRun _run;

    /// <summary>Initializes a new instance.</summary>
    /// <param name="options">How to read the input.</param>
    /// <param name="isBlocking">Whether the caller passes a blocking body and not a stream.</param>
    public ResponseFold(ResponseAccumulatorOptions options, bool isBlocking = false)
    {
        (_options, _isBlocking) = (options, isBlocking);
        _log = new DeviationLog(options.Strict);
        _items = new ItemFold(options, _log);
    }

    /// <summary>Whether a terminal event was received.</summary>
    public bool HasEnded => _terminal is not null;

    /// <summary>The highest sequence number so far; -1 before the first.</summary>
    public long LastSequenceNumber => _order.Last;

    /// <summary>The id of the response; null if no event has given it.</summary>
    public string? ResponseId => JsonText.Unescape(Id is { IsEmpty: false } id ? id : _envelope.Id) is { Length: > 0 } text ? text : null;

    /// <summary>The number of events so far, including those that could not be read.</summary>
    public long EventCount { get; private set; }

    /// <summary>The deviations of the events so far, as a list that never changes.</summary>
    public IReadOnlyList<Deviation> Deviations => _log.SoFar;

    /// <summary>The number of deviations of the events so far.</summary>
    public int DeviationCount => _log.Count;

    /// <summary>The response of an earlier event, which the next one probably resembles.</summary>
    public KnownObject? KnownResponse => _envelope.First;

    /// <summary>The finished items, which the terminal event probably repeats.</summary>
    public IKnownItems KnownItems => _items;

    private ReadOnlySpan<byte> Id => _id ?? (_terminal is null ? _envelope.Id : JsonRaw.Content(JsonRaw.Member(_terminal.Json.Span, "id"u8)));

    /// <summary>Whether the event starts the next response on the same connection.</summary>
    public bool IsNext(in ReadEvent read)
    {
        if (EventCount == 0 || (read.Fields.Row != EventTable.Created && !(read.Fields.Row == EventTable.BareResponse && HasEnded)))
        {
            return false;
        }

        var id = JsonRaw.Content(read.Payload.Value("id"u8));
        return id.Length > 0 && !id.SequenceEqual(Id) && (Id.Length > 0 || HasEnded);
    }

    /// <summary>Records a deviation that belongs to no single event.</summary>
    public void Report(DeviationKind kind) => _log.Add(kind, default);

    /// <summary>Records that bytes were received that are not an event.</summary>
    public FoldStep ApplyMalformed()
    {
        EventCount++;
        Report(DeviationKind.MalformedEvent);
        return FoldStep.Ignored();
    }

    /// <summary>Applies an event.</summary>
    public FoldStep Apply(in ReadEvent read)
    {
        Count(read.Data.Length);
        return TryContinue(read.Data, in read.Fields, out var step) ? step : ApplyOther(read);
    }

    /// <summary>Applies a delta that was read with <see cref="EventTemplate"/>.</summary>
    /// <param name="data">The JSON of the event.</param>
    /// <param name="fields">The fields of the event.</param>
    public FoldStep ApplyDelta(ReadOnlySpan<byte> data, ref readonly EventFields fields)
    {
        Count(data.Length);
        return TryContinue(data, in fields, out var step) ? step : ApplyOther(new ReadEvent(data, in fields, default));
    }

    /// <summary>Appends a delta that has the same target as the last one. Returns false for any other event.</summary>
    private bool TryContinue(ReadOnlySpan<byte> data, ref readonly EventFields fields, out FoldStep step)
    {
        if (fields.Run is null || !ReferenceEquals(fields.Run, _run.Run) || !fields.Payload.IsString || !_order.TryNext(in fields, data.Length))
        {
            step = default;
            return false;
        }

        _run.Part.Append(fields.Payload.Of(data));
        step = new FoldStep(StepEffect.TextAppended, _run.Item);
        return true;
    }

    private void Count(int length)
    {
        EventCount++;
        _bytes += length;
        Limit.Check(length - 1L, _options.MaxEventBytes, nameof(_options.MaxEventBytes), "bytes in one event");
        Limit.Check(_bytes - 1, _options.MaxResponseBytes, nameof(_options.MaxResponseBytes), "bytes in one response");
    }

    private FoldStep ApplyOther(in ReadEvent read)
    {
        ref readonly var fields = ref read.Fields;
        _run = default;
        if (HasEnded)
        {
            Report(DeviationKind.EventAfterTerminal, fields);
            return FoldStep.Ignored();
        }

        if (EventCount == 1 && !EventOrder.MayBeFirst(fields))
        {
            Report(DeviationKind.LifecycleOutOfOrder, fields);
        }

        // A delta may end in the middle of a character. So deltas are joined as they are, and repaired when they are written.
        return fields.Row.Effect != Effect.Append && JsonMend.Text(read.Data) is { } mended ? FoldRepaired(read, mended) : FoldWithUniqueNames(read);
    }

    /// <summary>Returns the result of the events so far. Does not change the state; more events may follow.</summary>
    /// <exception cref="ResponseProtocolException">The complete response violates the protocol in strict mode.</exception>
    public AccumulatedResponse Finish(bool strict)
    {
        var settled = Settle();
        if (strict)
        {
            settled.Log.ThrowIfRejected(from: settled.EventDeviations);
        }

        return _ended is null ? Build(settled) : _ended with { Deviations = settled.DeviationsAfter(_log) };
    }

    /// <summary>Keeps the result of an ended response and releases the memory. Later events do not change the result.</summary>
    /// <param name="result">The result of <see cref="Finish"/>.</param>
    public void Close(AccumulatedResponse result)
    {
        if (HasEnded && _ended is null)
        {
            (_ended, _id) = (result, [.. Id]);
            Settle().NoteCallIds();
            Release();
        }
    }

    /// <summary>Releases the memory. The fold cannot be used afterwards, unless it was closed.</summary>
    public void Release()
    {
        _items.Release();
        _envelope.Release();
        _terminal?.Release();
        _error.Release();
        _audio.Release();
    }

    /// <summary>Returns the response so far, with the last status that the server gave.</summary>
    public Response Snapshot()
    {
        if (HasEnded)
        {
            return Finish(strict: false).Response;
        }

        var response = ResponseAssembly.Build(_envelope, terminal: null, _error, _items.Resolve(), status: null, isTruncated: false);
        _items.EndResolve();
        return new Response(response);
    }

    /// <summary>Returns the final call id of a streamed one.</summary>
    public string FinalCallId(string streamed)
    {
        if (_items.FindCall(streamed) is not { } slot)
        {
            return streamed;
        }

        var final = HasEnded ? Settle().CallIdOf(slot) : slot.CallIds[^1];
        return string.IsNullOrEmpty(final) ? streamed : final;
    }

    /// <summary>
    /// Returns the items that an event finished. If it ended the response, these are the items that no event has finished.
    /// </summary>
    public IReadOnlyList<OutputItem> FinishedBy(FoldStep step)
    {
        if (step is { IsFinished: true, Item: { } slot })
        {
            slot.IsReturned = ItemRules.IsComplete(slot.FinishedJson, Ending.Completed);
            return slot.IsReturned ? new FinishedItems([slot.FinishedJson.ToArray()]) : [];
        }

        return step.Effect == StepEffect.ResponseEnded ? Settle().TakeFinished() : [];
    }

    /// <summary>Applies an event with invalid characters, which U+FFFD replaces.</summary>
    private FoldStep FoldRepaired(in ReadEvent read, byte[] mended)
    {
        Report(DeviationKind.BrokenText, read.Fields);
        var frame = new EventFrame(read.Fields.Row.Utf8Type, mended, read.Fields.IsBody);
        var room = (stackalloc JsonMember[EventReader.Room]);
        var fields = default(EventFields);
        return new EventReader(_options.MaxJsonDepth, isSingleUse: true).TryRead(frame, room, ref fields, out var again) ? FoldWithUniqueNames(again) : FoldStep.Ignored();
    }

    /// <summary>Applies an event after removing duplicate names from its payload.</summary>
    private FoldStep FoldWithUniqueNames(in ReadEvent read)
    {
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        scoped var payload = read.Payload;
        if (read.Fields.IsPayloadIrregular)
        {
            payload = new JsonMembers(JsonUnique.Of(payload), room);
            if (payload.Count < read.Payload.Count)
            {
                Report(DeviationKind.DuplicateFields, read.Fields);
            }
        }

        if (read.Fields.IsFlat && read.Fields.Row != EventTable.BareResponse)
        {
            payload = new JsonMembers(FlatResponse.WithoutEvent(payload), room);
        }

        return payload.Json == read.Payload.Json ? Fold(read) : Fold(new ReadEvent(read.Data, in read.Fields, payload));
    }

    private FoldStep Fold(in ReadEvent read)
    {
        ref readonly var fields = ref read.Fields;
        if (_order.IsRepeated(read, _items, _envelope, _log))
        {
            Report(DeviationKind.RepeatedEvent, fields);
            return FoldStep.Ignored();
        }

        if (fields.Row.IsDialect || fields.IsAlias)
        {
            _log.Add(DeviationKind.DialectEvent, fields.Position with { OutputIndex = null });
        }

        if (fields.HasInvalidIndex)
        {
            Report(DeviationKind.InvalidIndex, fields);
        }

        if (fields.HasDuplicates)
        {
            Report(DeviationKind.DuplicateFields, fields);
        }

        if (fields.IsFlat && !_isBlocking)
        {
            Report(fields.IsBody ? DeviationKind.BodyInsteadOfStream : DeviationKind.BareResponse);
        }

        switch (fields.Row.Effect)
        {
            case Effect.Envelope:
                return ApplyEnvelope(read);
            case Effect.Terminal:
                return ApplyTerminal(read);
            case Effect.Error:
                _error.Add(new JsonMembers(ErrorEvent.ErrorOf(read.Data, fields), stackalloc JsonMember[JsonMembers.Room]));
                return new FoldStep(StepEffect.ErrorTold);
            case Effect.Unknown:
                _log.Add(DeviationKind.UnknownEvent, fields.Position with { EventType = read.SafeType, OutputIndex = null });
                return FoldStep.Ignored();
            case Effect.None:
                return FoldStep.Ignored();
            case Effect.AppendAudio or Effect.AppendTranscript:
                if (_audio.Append(fields.Row.Effect, read.Text))
                {
                    return new FoldStep(StepEffect.AudioAppended);
                }

                Report(DeviationKind.FieldMissing, fields);
                return FoldStep.Ignored();
            case Effect.AddItem or Effect.FinishItem:
                return _items.ApplyItem(read);
            default:
                return _items.ApplyPiece(read, ref _run);
        }
    }

    private FoldStep ApplyTerminal(in ReadEvent read)
    {
        if (read.Payload.Json.IsEmpty)
        {
            Report(DeviationKind.FieldMissing, read.Fields);
            return FoldStep.Ignored();
        }

        _terminal = new TerminalResponse(read.Fields.Row.Type, read.Payload, read.Items, _options.MaxItems);
        return new FoldStep(StepEffect.ResponseEnded);
    }

    private FoldStep ApplyEnvelope(in ReadEvent read)
    {
        if (read.Payload.Json.IsEmpty)
        {
            Report(DeviationKind.FieldMissing, read.Fields);
            return FoldStep.Ignored();
        }

        var isCreated = read.Fields.Row == EventTable.Created;
        if (isCreated && _items.Any && _envelope.IsNewRound(read.Payload))
        {
            _items.StartRound();
            _order.Restart(read.Fields.SequenceNumber);
            Report(DeviationKind.RoundRestarted, read.Fields);
        }

        if (!isCreated && _items.AnyInRound)
        {
            Report(DeviationKind.LifecycleOutOfOrder, read.Fields);
        }

        _envelope.Add(read.Payload);
        if (!_items.Any)
        {
            _items.AddItemsOf(read.Payload);
        }

        return new FoldStep(StepEffect.ResponseUpdated);
    }

    private AccumulatedResponse Build(SettledResponse settled)
    {
        var items = settled.Output.AreChanged ? settled.Output.Items : null;
        var response = ResponseAssembly.Build(_envelope, _terminal, _error, items, settled.Status, settled.Ending == Ending.Truncated);
        if (_settled is null)
        {
            // A settled response keeps using the resolved items.
            _items.EndResolve();
        }

        return new AccumulatedResponse(new Response(response), settled.Ending, settled.DeviationsAfter(_log)) { Audio = _audio.Bytes, AudioTranscript = _audio.Transcript };
    }

    /// <summary>Determines how the response ended and with which items. After the terminal event, this is done once.</summary>
    private SettledResponse Settle()
    {
        var settled = _settled ?? SettledResponse.Of(_terminal, !_error.IsEmpty, _items.InOrder, _log);
        _settled = HasEnded ? settled : null;
        return settled;
    }

    private void Report(DeviationKind kind, in EventFields fields) => _log.Add(kind, fields.Position);
}
