namespace AgenticApi.Execution;

/// <summary>Runs a round up to the end of its response: sends the request, reads the stream, starts tools, and recovers broken streams.</summary>
internal sealed class RoundFlow(Agent agent, string runId, RunState state, CallRunner calls, RunLog log, RunTelemetry telemetry, RunEvents events)
{
    private readonly AgentOptions _options = agent.Options;
    private ResponseStep? _end;
    private bool _startsNothing;

    public Round Round { get; } = new(runId, state.Round, events.AreSeen ? agent.Options.Reading : agent.Options.Reading with { OutlineOnly = true }, events.AreSeen);

    /// <summary>The result of the response; null before it has ended.</summary>
    public AccumulatedResponse? Result { get; private set; }

    private StreamRepair Repair => new(agent, Round, telemetry, ApplyAsync);

    private bool IsItems => state.Continuation == Continuation.Items;

    private RunOutcome Unfinished => Result!.Ending == Ending.Truncated ? RunOutcome.Truncated : RunOutcome.Failed;

    /// <summary>Runs the round.</summary>
    /// <returns>The outcome if the run ends with this round; null if the calls of the response are to be run.</returns>
    public async Task<RunOutcome?> RunAsync(bool forbidsCalls, CancellationToken stop)
    {
        _startsNothing = forbidsCalls;
        if (state.IsBegun && await ContinueEarlierAsync(stop).ConfigureAwait(false) is (true, var end))
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
                await ApplyAsync(Round.AddStored(response.Response)).ConfigureAwait(false);
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

            // Queued calls do not start: the response may be repeated without them.
            calls.Unqueue();
            if (RoundRequest.TryCorrect(state, Result, exchange))
            {
                telemetry.Recovers(Recovery.RequestMended);
                Round.Restart();
                recoveries--;
                continue;
            }

            if (recoveries >= _options.MaxRecoveries || !Failure.IsTransient(Result, exchange))
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
                await ApplyAsync(step).ConfigureAwait(false);
            }

            return await Repair.ContinueAsync(Round.Finish(), state.Template, stop).ConfigureAwait(false);
        }
        catch (ResponseProtocolException e)
        {
            return Failure.OfReading(Round, e);
        }
    }

    private ValueTask ApplyAsync(ResponseStep step)
    {
        telemetry.Streams();
        var isNew = Round.ResponseId is null;
        Ending? ending = step.Effect == StepEffect.ResponseEnded ? Round.Finish().Ending : null;
        var isCut = ending is not (null or Ending.Completed);
        if (isCut || Round.IsDamage(step))
        {
            // Queued calls must not start now.
            calls.Unqueue();
        }

        foreach (var (call, isProven) in Round.Apply(step))
        {
            if (!_startsNothing && !isCut && Adoption.MayStart(Round, call))
            {
                calls.StartEarly(call, isProven, Round.Calls);
            }
        }

        return isNew && Round.ResponseId is { } id ? ApplyFirstAsync(step, id, ending) : ShowAsync(step, ending);
    }

    private async ValueTask ApplyFirstAsync(ResponseStep step, string responseId, Ending? ending)
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
            // Shown only after the journal has the response. Otherwise a process that takes the run over would show another end.
            _end = step;
            return default;
        }

        return events.EmitAsync(new StreamedEvent(Round.Number, step));
    }

    /// <summary>Shows the event that completed the response, after the journal has the response.</summary>
    private async ValueTask ShowEndAsync()
    {
        if (_end is { } end)
        {
            _end = null;
            await events.EmitAsync(new StreamedEvent(Round.Number, end)).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the round with a completed response. Its calls are to be run, or the run is complete if there are none.</summary>
    private async Task<RunOutcome?> OpenAsync(AccumulatedResponse result)
    {
        // Queued calls are decided about again, with their final arguments.
        calls.Unqueue();
        if (!IsItems && result.Response.Output.Any(static item => RoundCall.IsCall(item) && RoundCall.Parts(item).CallId.Length == 0))
        {
            // A call without an id cannot be answered. Items and outputs of started calls are kept.
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

        // The model no longer makes these calls, so no decision about them is needed.
        foreach (var call in open.Where(static call => call is { State: CallState.Started, Run: null } && (call.IsLeftOut || call.IsReplaced)))
        {
            await calls.AnswerAsync(call, ToolOutputs.Error("unknown", "The outcome of the call is unknown.")).ConfigureAwait(false);
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

    /// <summary>Keeps the complete items and the started calls, and continues with the next round.</summary>
    private async Task SalvageAsync()
    {
        telemetry.Recovers(Recovery.Salvaged);
        (state.OpenItems, state.Open) = RoundItems.Kept(Round, Result!.Response.Output, isContinued: true);
        state.IsBegun = false;
        await log.AppendAsync("response", json => RunRecords.WriteResponse(json, state, Result!)).ConfigureAwait(false);
    }

    /// <summary>Continues a round that an earlier process began.</summary>
    /// <returns>Whether the response has ended, and the outcome if the run ends with it. Otherwise the request must be repeated.</returns>
    private async Task<(bool IsOver, RunOutcome? Outcome)> ContinueEarlierAsync(CancellationToken stop)
    {
        telemetry.Recovers(Recovery.TakenUp);
        // Tools that start at the same time write their records in any order.
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
                stored = await Repair.PollAsync(id, stored with { Ending = Ending.Truncated }, state.Template, stop).ConfigureAwait(false);
            }
            else if (stored.Ending == Ending.Completed)
            {
                Round.AddStored(stored.Response);
            }
        }

        // If the id is unknown, the conversation may have the response.
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
        calls.Unqueue();
        if (Round.Started is { Count: > 0 } started && IsItems)
        {
            // Started calls are kept; the rest of the response is lost.
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
