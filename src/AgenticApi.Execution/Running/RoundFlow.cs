namespace AgenticApi.Execution;

/// <summary>One round up to the end of its response: sends the request, reads the stream, starts tools, and goes on where the stream breaks.</summary>
internal sealed class RoundFlow(Agent agent, string runId, RunState state, CallRunner calls, RunLog log, RunTelemetry telemetry, RunEvents events)
{
    private readonly AgentOptions _options = agent.Options;
    private ResponseStep? _end;
    private bool _startsNothing;

    public Round Round { get; } = new(runId, state.Round, events.AreSeen ? agent.Options.Reading : agent.Options.Reading with { OutlineOnly = true }, events.AreSeen);

    /// <summary>What the response came to; null before it ended.</summary>
    public AccumulatedResponse? Result { get; private set; }

    private StreamRepair Repair => new(agent, Round, telemetry, TakeAsync);

    private bool IsItems => state.Continuation == Continuation.Items;

    private RunOutcome Unfinished => Result!.Ending == Ending.Truncated ? RunOutcome.Truncated : RunOutcome.Failed;

    /// <summary>Runs it.</summary>
    /// <returns>How the run ends with this round; null where the calls of the response are open now.</returns>
    public async Task<RunOutcome?> RunAsync(bool forbidsCalls, CancellationToken stop)
    {
        _startsNothing = forbidsCalls;
        if (state.IsBegun && await TakeUpAsync(stop).ConfigureAwait(false) is (true, var end))
        {
            return end;
        }

        await log.AppendAsync("round", json => json.WriteNumber("round"u8, state.Round), durable: true).ConfigureAwait(false);
        state.IsBegun = true;
        await events.EmitAsync(new RoundStarted(state.Round)).ConfigureAwait(false);
        for (var recoveries = 0; ; recoveries++)
        {
            var exchange = new EndpointExchange { StallTimeout = _options.StallTimeout };
            var request = RoundRequest.Of(state, forbidsCalls);
            Result = await ReadToEndAsync(agent.Endpoint.StreamAsync(request, Round.Accumulator, exchange, stop), stop).ConfigureAwait(false);
            var (isGivenUp, response) = await new GivenUpResponses(agent, state, Repair).FindAsync(Result, exchange, stop).ConfigureAwait(false);
            if (isGivenUp)
            {
                Round.Restart();
                if (response is null)
                {
                    telemetry.Recovers(Recovery.RequestMended);
                    recoveries--;
                    continue;
                }

                telemetry.Recovers(Recovery.ResponseFetched);
                await TakeAsync(Round.AddStored(response.Response)).ConfigureAwait(false);
                Result = Round.Finish();
            }

            switch (Result.Ending)
            {
                case Ending.Completed:
                    return await OpenAsync(Result).ConfigureAwait(false);
                case Ending.Incomplete:
                    return RunOutcome.Incomplete;
                case Ending.Cancelled:
                    return RunOutcome.Cancelled;
            }

            // What waits for its turn does not start any more: nobody knows whether the model stands by it.
            calls.TakeBack();
            if (RoundRequest.Mend(state, Result, exchange))
            {
                telemetry.Recovers(Recovery.RequestMended);
                Round.Restart();
                recoveries--;
                continue;
            }

            if (recoveries >= _options.MaxRecoveries || !Failure.IsPassing(Result, exchange))
            {
                return Unfinished;
            }

            var anyStarted = Round.Started.Count > 0;
            if (anyStarted && IsItems)
            {
                await SalvageAsync().ConfigureAwait(false);
                return null;
            }

            if (!anyStarted && Round.IsSeen && _options.Replay == ReplayPolicy.WhenUnseen)
            {
                return Unfinished;
            }

            state.HasUnnamed |= Round.ResponseId is null;
            Round.Restart();
            telemetry.Recovers(Recovery.Restarted);
            await events.EmitAsync(new RoundRestarted(state.Round)).ConfigureAwait(false);
            await Task.Delay(TimeSpan.FromMilliseconds(200 * (1 << Math.Min(recoveries, 6))), agent.Time, stop).ConfigureAwait(false);
        }
    }

    private async Task<AccumulatedResponse> ReadToEndAsync(IAsyncEnumerable<ResponseStep> steps, CancellationToken stop)
    {
        try
        {
            await foreach (var step in steps.ConfigureAwait(false))
            {
                await TakeAsync(step).ConfigureAwait(false);
            }

            return await Repair.GoOnAsync(Round.Finish(), state.Template, stop).ConfigureAwait(false);
        }
        catch (ResponseProtocolException e)
        {
            return Failure.OfReading(Round, e);
        }
    }

    private ValueTask TakeAsync(ResponseStep step)
    {
        telemetry.Streams();
        var isNew = Round.ResponseId is null;
        Ending? ending = step.Effect == StepEffect.ResponseEnded ? Round.Finish().Ending : null;
        var isCut = ending is not (null or Ending.Completed);
        if (isCut || Round.IsDamage(step))
        {
            // What waits for its turn must not start now.
            calls.TakeBack();
        }

        foreach (var (call, isProven) in Round.Take(step))
        {
            if (!_startsNothing && !isCut && Adoption.MayStart(Round, call))
            {
                calls.StartEarly(call, isProven, Round.Calls);
            }
        }

        return isNew && Round.ResponseId is { } id ? TakeFirstAsync(step, id, ending) : ShowAsync(step, ending);
    }

    private async ValueTask TakeFirstAsync(ResponseStep step, string responseId, Ending? ending)
    {
        state.BeginResponse(responseId);
        await log.AppendAsync("created", json => json.WriteString("id"u8, responseId)).ConfigureAwait(false);
        await ShowAsync(step, ending).ConfigureAwait(false);
    }

    private ValueTask ShowAsync(ResponseStep step, Ending? ending)
    {
        if (!events.AreSeen)
        {
            return default;
        }

        if (ending == Ending.Completed)
        {
            // Nobody must see the end of a response that a process taking over would ask for again.
            _end = step;
            return default;
        }

        return events.EmitAsync(new StreamedEvent(Round.Number, step));
    }

    /// <summary>Shows the event that completed the response, once the journal has what it says.</summary>
    private async ValueTask ShowEndAsync()
    {
        if (_end is { } end)
        {
            _end = null;
            await events.EmitAsync(new StreamedEvent(Round.Number, end)).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the round with a completed response: its calls are open, or there are none and the run is complete.</summary>
    private async Task<RunOutcome?> OpenAsync(AccumulatedResponse result)
    {
        // What waits for its turn is decided about anew, with its final arguments.
        calls.TakeBack();
        if (!IsItems && result.Response.Output.Any(static item => RoundCall.IsCall(item) && RoundCall.Parts(item).CallId.Length == 0))
        {
            // Nobody can answer that call. What was started is kept as it ran.
            await ShowEndAsync().ConfigureAwait(false);
            return RunOutcome.Failed;
        }

        var open = FinalCalls.Join(runId, Round, result, state.Continuation);
        var earlier = Round.Earlier.Count;
        var doubtful = Adoption.Adopt(Round, open);
        if (Round.Earlier.Count < earlier)
        {
            telemetry.Recovers(Recovery.CallAdopted);
        }

        state.Open = open;
        state.OpenItems = [.. result.Response.Output];
        state.LastResponseId = result.Response.Id ?? Round.ResponseId;
        state.IsBegun = false;
        await log.AppendAsync("response", json => RunRecords.WriteResponse(json, state, result), durable: true).ConfigureAwait(false);
        await ShowEndAsync().ConfigureAwait(false);
        foreach (var call in doubtful)
        {
            (call.State, call.Pending) = (CallState.Waiting, PendingReason.InDoubt);
            await log.AppendAsync("waiting", json => RunRecords.WriteCall(json, call)).ConfigureAwait(false);
        }

        // Of what a process that is gone started and the model no longer asks for, nobody needs to be asked.
        foreach (var call in open.Where(static call => call is { State: CallState.Started, Run: null } && (call.IsLeftOut || call.IsReplaced)))
        {
            await calls.AnswerAsync(call, ToolOutputs.Error("unknown", "It is not known what came of the call.")).ConfigureAwait(false);
        }

        if (open.Count > 0)
        {
            return null;
        }

        var items = state.OpenItems;
        await log.AppendAsync("closed", json => RunRecords.WriteClosed(json, state, items, [])).ConfigureAwait(false);
        await events.EmitAsync(new RoundEnded(state.Round, result)).ConfigureAwait(false);
        state.Close(items, [], state.LastResponseId);
        return RunOutcome.Completed;
    }

    /// <summary>Keeps the whole items and the calls whose tools were started, to go on with the next round.</summary>
    private async Task SalvageAsync()
    {
        telemetry.Recovers(Recovery.Salvaged);
        (state.OpenItems, state.Open) = RoundItems.Kept(Round, Result!.Response.Output, isContinued: true);
        state.IsBegun = false;
        await log.AppendAsync("response", json => RunRecords.WriteResponse(json, state, Result!)).ConfigureAwait(false);
    }

    /// <summary>Takes up a round whose response was begun by a process that is gone.</summary>
    /// <returns>Whether its response has ended, and how the run ends with it; otherwise the request must be sent again.</returns>
    private async Task<(bool IsOver, RunOutcome? Outcome)> TakeUpAsync(CancellationToken stop)
    {
        telemetry.Recovers(Recovery.TakenUp);
        // Tools that start at once write their records in any order.
        Round.Calls.AddRange(state.Begun.OrderBy(static call => call.Key.Position));
        AccumulatedResponse? stored = null;
        if (state.BegunResponseId is { } id && state.Template.Store != false)
        {
            stored = await Repair.GetAsync(id, stop).ConfigureAwait(false);
            if (stored.Ending is Ending.InProgress && state.Template.Background == true)
            {
                var exchange = new EndpointExchange { StallTimeout = _options.StallTimeout };
                stored = await ReadToEndAsync(agent.Endpoint.StreamAsync(id, startingAfter: null, Round.Accumulator, exchange, stop), stop).ConfigureAwait(false);
            }
            else if (stored.Ending is Ending.InProgress && state.Template.Conversation is not null)
            {
                stored = await Repair.AskAsync(id, stored with { Ending = Ending.Truncated }, state.Template, stop).ConfigureAwait(false);
            }
            else if (stored.Ending == Ending.Completed)
            {
                Round.AddStored(stored.Response);
            }
        }

        // Where the id was not heard, the conversation itself may tell.
        if (stored is not { Ending: Ending.Completed } && (await ConversationLook.AtAsync(agent, state, stop).ConfigureAwait(false))?.Response() is { } found)
        {
            telemetry.Recovers(Recovery.ResponseFetched);
            stored = found;
            Round.AddStored(found.Response);
        }

        if (stored is { Ending: Ending.Completed })
        {
            Result = stored;
            return (true, await OpenAsync(stored).ConfigureAwait(false));
        }

        if (stored is { Ending: Ending.Incomplete } && !IsItems)
        {
            Result = stored;
            return (true, RunOutcome.Incomplete);
        }

        state.HasUnnamed |= state.BegunResponseId is null;
        calls.TakeBack();
        if (Round.Started is { Count: > 0 } started && IsItems)
        {
            // What was started is kept; what else came of the response is gone.
            state.Open = started;
            started.ForEach(static call => call.Item = RoundItems.Alone(call));
            state.OpenItems = [.. started.Select(static call => call.Item)];
            state.Begun.Clear();
            state.IsBegun = false;
            return (true, null);
        }

        Round.Restart();
        return (false, null);
    }
}
