using AgenticApi.Json;
using AgenticApi.Protocol;
using AgenticApi.Reading;

namespace AgenticApi.Folding;

/// <summary>The state of one response while its events come.</summary>
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
    private AccumulatedResponse? _ended; // What the response came to, once that was asked for after its end.
    private JsonVersions _error;
    private byte[]? _id; // Once the memory that it stood in was given back.
    private long _bytes;
    private DeltaRun _run;

    /// <summary>Begins a response.</summary>
    /// <param name="options">How to treat what is read.</param>
    /// <param name="isBlocking">Whether a blocking body was asked for, and not a stream.</param>
    public ResponseFold(ResponseAccumulatorOptions options, bool isBlocking = false)
    {
        (_options, _isBlocking) = (options, isBlocking);
        _log = new DeviationLog(options.Strict);
        _items = new ItemFold(options, _log);
    }

    /// <summary>Whether a terminal event has come.</summary>
    public bool HasEnded => _terminal is not null;

    /// <summary>The highest sequence number seen; -1 before the first.</summary>
    public long LastSequenceNumber => _order.Last;

    /// <summary>The response's id; null where no event gave it.</summary>
    public string? ResponseId => JsonText.Unescape(Id is { IsEmpty: false } id ? id : _envelope.Id) is { Length: > 0 } text ? text : null;

    /// <summary>How many events have come, whether they could be read or not.</summary>
    public long EventCount { get; private set; }

    /// <summary>What events have shown so far, as a list that does not grow.</summary>
    public IReadOnlyList<Deviation> Deviations => _log.SoFar;

    /// <summary>How many deviations events have shown so far.</summary>
    public int DeviationCount => _log.Count;

    /// <summary>A response that the next one may be like.</summary>
    public KnownObject? LikeResponse => _envelope.First;

    /// <summary>The finished items, as which those of the terminal event mostly stand there.</summary>
    public IKnownItems LikeItems => _items;

    private ReadOnlySpan<byte> Id => _id ?? (_terminal is null ? _envelope.Id : JsonRaw.Content(JsonRaw.Member(_terminal.Json.Span, "id"u8)));

    /// <summary>Whether this event begins the next response on the same connection.</summary>
    public bool IsNext(in ReadEvent read)
    {
        if (EventCount == 0 || (read.Fields.Row != EventTable.Created && !(read.Fields.Row == EventTable.BareResponse && HasEnded)))
        {
            return false;
        }

        var id = JsonRaw.Content(read.Payload.Value("id"u8));
        return id.Length > 0 && !id.SequenceEqual(Id) && (Id.Length > 0 || HasEnded);
    }

    /// <summary>Records something that no single event shows.</summary>
    public void Report(DeviationKind kind) => _log.Add(kind, default);

    /// <summary>Records that bytes came which are no event.</summary>
    public FoldStep ApplyMalformed()
    {
        EventCount++;
        Report(DeviationKind.MalformedEvent);
        return FoldStep.Ignored();
    }

    /// <summary>Takes one event in.</summary>
    public FoldStep Apply(in ReadEvent read)
    {
        Count(read.Data.Length);
        return TryContinue(read.Data, in read.Fields, out var step) ? step : ApplyOther(read);
    }

    /// <summary>Takes a delta in, as a reader of deltas gives it.</summary>
    /// <param name="data">Its JSON.</param>
    /// <param name="fields">What it says.</param>
    public FoldStep ApplyDelta(ReadOnlySpan<byte> data, ref readonly EventFields fields)
    {
        Count(data.Length);
        return TryContinue(data, in fields, out var step) ? step : ApplyOther(new ReadEvent(data, in fields, default));
    }

    /// <summary>Appends a delta that goes where the last one went.</summary>
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

        // A delta may end in the middle of a character: deltas are joined as they are, and mended when they are written.
        return fields.Row.Effect != Effect.Append && JsonMend.Text(read.Data) is { } mended ? FoldMended(read, mended) : FoldEven(read);
    }

    /// <summary>What the events came to. More may follow: this changes nothing.</summary>
    /// <exception cref="ResponseProtocolException">Strict mode refuses what the response as a whole shows.</exception>
    public AccumulatedResponse Finish(bool strict)
    {
        var settled = Settle();
        if (strict)
        {
            settled.Log.ThrowIfRefused(from: settled.EventDeviations);
        }

        return _ended is null ? Build(settled) : _ended with { Deviations = settled.DeviationsAfter(_log) };
    }

    /// <summary>Keeps what an ended response came to, and gives the memory back that it was folded in. Nothing that follows changes it.</summary>
    /// <param name="result">What <see cref="Finish"/> gave.</param>
    public void Close(AccumulatedResponse result)
    {
        if (HasEnded && _ended is null)
        {
            (_ended, _id) = (result, [.. Id]);
            Settle().NoteCallIds();
            Release();
        }
    }

    /// <summary>Gives the memory back. Nothing may be asked of the fold after it, unless it was closed.</summary>
    public void Release()
    {
        _items.Release();
        _envelope.Release();
        _terminal?.Release();
        _error.Release();
        _audio.Release();
    }

    /// <summary>The response so far, with the status that the server gave last.</summary>
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

    /// <summary>The call id that a streamed one has become.</summary>
    public string FinalCallId(string streamed)
    {
        if (_items.OfCall(streamed) is not { } slot)
        {
            return streamed;
        }

        var final = HasEnded ? Settle().CallIdOf(slot) : slot.CallIds[^1];
        return string.IsNullOrEmpty(final) ? streamed : final;
    }

    /// <summary>The items that an event finished: that of the step, or those of the ended response that no event had finished.</summary>
    public IReadOnlyList<OutputItem> FinishedBy(FoldStep step)
    {
        if (step is { IsFinished: true, Item: { } slot })
        {
            slot.IsGiven = ItemRules.IsWhole(slot.FinishedJson, Ending.Completed);
            return slot.IsGiven ? new FinishedItems([slot.FinishedJson.ToArray()]) : [];
        }

        return step.Effect == StepEffect.ResponseEnded ? Settle().TakeFinished() : [];
    }

    /// <summary>Takes an event whose bytes hold broken characters, with U+FFFD in their place.</summary>
    private FoldStep FoldMended(in ReadEvent read, byte[] mended)
    {
        Report(DeviationKind.BrokenText, read.Fields);
        var frame = new EventFrame(read.Fields.Row.Utf8Type, mended, read.Fields.IsBody);
        var room = (stackalloc JsonMember[EventReader.Room]);
        var fields = default(EventFields);
        return new EventReader(_options.MaxJsonDepth, isForOne: true).TryRead(frame, room, ref fields, out var again) ? FoldEven(again) : FoldStep.Ignored();
    }

    /// <summary>Takes an event, its payload with each name once.</summary>
    private FoldStep FoldEven(in ReadEvent read)
    {
        var room = (stackalloc JsonMember[JsonMembers.Room]);
        scoped var payload = read.Payload;
        if (read.Fields.IsPayloadUneven)
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
                return TakeEnvelope(read);
            case Effect.Terminal:
                return TakeTerminal(read);
            case Effect.Error:
                _error.Take(new JsonMembers(ErrorEvent.ErrorOf(read.Data, fields), stackalloc JsonMember[JsonMembers.Room]));
                return new FoldStep(StepEffect.ErrorTold);
            case Effect.Unknown:
                _log.Add(DeviationKind.UnknownEvent, fields.Position with { EventType = read.SafeType, OutputIndex = null });
                return FoldStep.Ignored();
            case Effect.None:
                return FoldStep.Ignored();
            case Effect.AppendAudio or Effect.AppendTranscript:
                if (_audio.Take(fields.Row.Effect, read.Text))
                {
                    return new FoldStep(StepEffect.AudioAppended);
                }

                Report(DeviationKind.FieldMissing, fields);
                return FoldStep.Ignored();
            case Effect.AddItem or Effect.FinishItem:
                return _items.TakeItem(read);
            default:
                return _items.TakePiece(read, ref _run);
        }
    }

    private FoldStep TakeTerminal(in ReadEvent read)
    {
        if (read.Payload.Json.IsEmpty)
        {
            Report(DeviationKind.FieldMissing, read.Fields);
            return FoldStep.Ignored();
        }

        _terminal = new TerminalResponse(read.Fields.Row.Type, read.Payload, read.Items, _options.MaxItems);
        return new FoldStep(StepEffect.ResponseEnded);
    }

    private FoldStep TakeEnvelope(in ReadEvent read)
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

        _envelope.Take(read.Payload);
        if (!_items.Any)
        {
            _items.TakeOutput(read.Payload);
        }

        return new FoldStep(StepEffect.ResponseUpdated);
    }

    private AccumulatedResponse Build(SettledResponse settled)
    {
        var items = settled.Output.AreChanged ? settled.Output.Items : null;
        var response = ResponseAssembly.Build(_envelope, _terminal, _error, items, settled.Status, settled.Ending == Ending.Truncated);
        if (_settled is null)
        {
            // A settled response goes on using what was resolved.
            _items.EndResolve();
        }

        return new AccumulatedResponse(new Response(response), settled.Ending, settled.DeviationsAfter(_log)) { Audio = _audio.Bytes, AudioTranscript = _audio.Transcript };
    }

    /// <summary>How the response ended and with which items. Once the terminal event has come, it is worked out once.</summary>
    private SettledResponse Settle()
    {
        var settled = _settled ?? SettledResponse.Of(_terminal, !_error.IsEmpty, _items.InOrder, _log);
        _settled = HasEnded ? settled : null;
        return settled;
    }

    private void Report(DeviationKind kind, in EventFields fields) => _log.Add(kind, fields.Position);
}
