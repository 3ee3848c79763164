namespace AgenticApi.Execution;

/// <summary>One round up to the end of its response: sends the request, reads the stream, starts tools, and goes on where the stream breaks.</summary>
internal sealed class RoundFlow(Agent agent, string runId, RunState state, CallRunner calls, RunLog log, RunTelemetry telemetry, Func<RunEvent, ValueTask> emit)
{
    private readonly AgentOptions _options = agent.Options;
    private readonly List<RoundCall> _earlier = [];

    public Round Round { get; } = new(runId, state.Round, agent.Options.Reading);

    /// <summary>What the response came to; null before it ended.</summary>
    public AccumulatedResponse? Result { get; private set; }

    private bool IsItems => state.Continuation == Continuation.Items;

    /// <summary>Runs it.</summary>
    /// <returns>How the run ends with this round; null where the calls of the response are open now.</returns>
    public async Task<RunOutcome?> RunAsync(bool forbidsCalls, CancellationToken stop)
    {
        var isTakenUp = state.IsBegun;
        if (isTakenUp && await TakeUpAsync(stop).ConfigureAwait(false))
        {
            return null;
        }

        await log.AppendAsync("round", json => json.WriteNumber("round"u8, state.Round), durable: true).ConfigureAwait(false);
        state.IsBegun = true;
        await emit(new RoundStarted(state.Round)).ConfigureAwait(false);
        for (var recoveries = 0; ; recoveries++)
        {
            var exchange = new EndpointExchange();
            var request = RoundRequest.Of(state, forbidsCalls);
            if (!isTakenUp || Round.ResponseId is null || recoveries > 0)
            {
                await ReadAsync(agent.Endpoint.StreamAsync(request, Round.Accumulator, exchange, stop)).ConfigureAwait(false);
            }

            Result = await GoOnAsync(Round.Accumulator.Finish(), stop).ConfigureAwait(false);
            switch (Result.Ending)
            {
                case Ending.Completed:
                    return await OpenAsync(Result).ConfigureAwait(false);
                case Ending.Incomplete:
                    return RunOutcome.Incomplete;
                case Ending.Cancelled:
                    return RunOutcome.Cancelled;
            }

            if (RoundRequest.Mend(state, Result, exchange))
            {
                telemetry.Recovers(Recovery.RequestMended);
                Round.Restart();
                recoveries--;
                continue;
            }

            if (recoveries >= _options.MaxRecoveries || !Failure.IsPassing(Result, exchange))
            {
                return Result.Ending == Ending.Truncated ? RunOutcome.Truncated : RunOutcome.Failed;
            }

            if (Round.AnyStarted && IsItems)
            {
                return await SalvageAsync().ConfigureAwait(false);
            }

            if (!Round.AnyStarted && Round.IsSeen && _options.Replay == ReplayPolicy.WhenUnseen)
            {
                return Result.Ending == Ending.Truncated ? RunOutcome.Truncated : RunOutcome.Failed;
            }

            await RestartAsync(recoveries, stop).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(IAsyncEnumerable<ResponseStep> steps)
    {
        await foreach (var step in steps.ConfigureAwait(false))
        {
            await TakeAsync(step).ConfigureAwait(false);
        }
    }

    private async Task TakeAsync(ResponseStep step)
    {
        telemetry.Streams();
        var isNew = Round.ResponseId is null;
        foreach (var (call, isProven) in Round.Take(step))
        {
            if (!TryAdopt(call))
            {
                calls.StartEarly(call, isProven, Round.Calls);
            }
        }

        if (isNew && Round.ResponseId is { } id)
        {
            state.BegunResponseId = id;
            await log.AppendAsync("created", json => json.WriteString("id"u8, id)).ConfigureAwait(false);
        }

        await emit(new StreamedEvent(Round.Number, step)).ConfigureAwait(false);
    }

    /// <summary>Goes on with a response that the server has and whose stream ended early, or that runs in the background.</summary>
    private async Task<AccumulatedResponse> GoOnAsync(AccumulatedResponse result, CancellationToken stop)
    {
        if (result.Ending == Ending.Truncated)
        {
            telemetry.Recovers(Recovery.StreamBroken);
        }

        var id = Round.ResponseId ?? (result.Ending == Ending.InProgress ? result.Response.Id : null);
        if (result.Ending is not (Ending.Truncated or Ending.InProgress) || id is null || state.Template.Store == false)
        {
            return result;
        }

        var isBackground = state.Template.Background == true || result.Ending == Ending.InProgress;
        for (var tries = 0; isBackground && result.Ending == Ending.Truncated && tries < _options.MaxRecoveries; tries++)
        {
            await Task.Delay(_options.PollInterval, agent.Time, stop).ConfigureAwait(false);
            telemetry.Recovers(Recovery.StreamResumed);
            var before = Round.Accumulator.LastSequenceNumber;
            await ReadAsync(agent.Endpoint.StreamAsync(id, before, Round.Accumulator, exchange: null, stop)).ConfigureAwait(false);
            result = Round.Accumulator.Finish();
            tries = Round.Accumulator.LastSequenceNumber > before ? -1 : tries;
        }

        return result.Ending is Ending.Truncated or Ending.InProgress or Ending.Errored ? await AskAsync(id, result, isBackground, stop).ConfigureAwait(false) : result;
    }

    /// <summary>Asks for a stored response until it has ended, and takes it as the last word.</summary>
    private async Task<AccumulatedResponse> AskAsync(string id, AccumulatedResponse result, bool isBackground, CancellationToken stop)
    {
        for (var tries = 0; ; tries++)
        {
            var stored = (await agent.Endpoint.GetAsync(id, stop).ConfigureAwait(false)).Result;
            if (stored.Ending is Ending.Completed or Ending.Incomplete or Ending.Failed or Ending.Cancelled)
            {
                if (Round.Accumulator.HasEnded)
                {
                    Round.Restart();
                }

                telemetry.Recovers(Recovery.ResponseFetched);
                await TakeAsync(Round.Accumulator.Add(System.Text.Encoding.UTF8.GetBytes(stored.Response.ToJson()))).ConfigureAwait(false);
                return Round.Accumulator.Finish();
            }

            if (stored.Ending != Ending.InProgress || (!isBackground && tries >= _options.MaxRecoveries))
            {
                return result;
            }

            await Task.Delay(_options.PollInterval, agent.Time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Ends the round with a completed response: its calls are open, or there are none and the run is complete.</summary>
    private async Task<RunOutcome?> OpenAsync(AccumulatedResponse result)
    {
        var open = FinalCalls.Join(runId, Round, result, state.Continuation);
        if (!IsItems && open.Exists(static call => !call.HasOwnId))
        {
            return RunOutcome.Failed;
        }

        state.Open = open;
        state.OpenItems = [.. result.Response.Output];
        state.LastResponseId = result.Response.Id ?? Round.ResponseId;
        state.IsBegun = false;
        await log.AppendAsync("response", json => RunRecords.WriteResponse(json, state, result), durable: true).ConfigureAwait(false);
        if (open.Count > 0)
        {
            return null;
        }

        var items = state.OpenItems;
        await log.AppendAsync(
            "closed",
            json =>
            {
                json.WriteNumber("round"u8, state.Round);
                json.WriteString("id"u8, state.LastResponseId);
                RunRecords.WriteItems(json, "items", items);
            }).ConfigureAwait(false);
        await emit(new RoundEnded(state.Round, result)).ConfigureAwait(false);
        state.Close(items, [], state.LastResponseId);
        return RunOutcome.Completed;
    }

    /// <summary>Keeps the whole items and the calls whose tools were started, and goes on with the next round.</summary>
    private async Task<RunOutcome?> SalvageAsync()
    {
        telemetry.Recovers(Recovery.Salvaged);
        calls.TakeBack();
        var started = Round.Calls.Where(static call => call.WasStarted || call.State == CallState.Started).ToList();
        state.Open = started;
        state.OpenItems = RoundItems.Kept(Round.WholeItems, started);
        state.IsBegun = false;
        await log.AppendAsync("response", json => RunRecords.WriteResponse(json, state, Result!)).ConfigureAwait(false);
        return null;
    }

    /// <summary>Sends the same request again. A call that equals one whose tool was started takes over its output.</summary>
    private async Task RestartAsync(int recoveries, CancellationToken stop)
    {
        telemetry.Recovers(Recovery.Restarted);
        calls.TakeBack();
        _earlier.AddRange(Round.Calls.Where(static call => call.WasStarted || call.State == CallState.Started));
        Round.Restart();
        await emit(new RoundRestarted(state.Round)).ConfigureAwait(false);
        await Task.Delay(TimeSpan.FromMilliseconds(200 * (1 << Math.Min(recoveries, 6))), agent.Time, stop).ConfigureAwait(false);
    }

    private bool TryAdopt(RoundCall call)
    {
        if (call.State != CallState.Whole
            || _earlier.Find(other => other.Name == call.Name && ToolArguments.Canonical(other.Executed) == ToolArguments.Canonical(call.Arguments)) is not { } earlier)
        {
            return false;
        }

        telemetry.Recovers(Recovery.CallAdopted);
        _earlier.Remove(earlier);
        (call.State, call.WasStarted, call.Tool, call.Run) = (CallState.Started, true, earlier.Tool, earlier.Run);
        _ = AdoptAsync(call, earlier);
        return true;
    }

    private async Task AdoptAsync(RoundCall call, RoundCall earlier)
    {
        await earlier.Answered.ConfigureAwait(false);
        await log.AppendAsync("output", json => RunRecords.WriteOutput(json, call, earlier.Output!)).ConfigureAwait(false);
        call.Answer(earlier.Output!);
    }

    /// <summary>Takes up a round whose response was begun by a process that is gone.</summary>
    /// <returns>True where its calls are open now; false where the request must be sent again.</returns>
    private async Task<bool> TakeUpAsync(CancellationToken stop)
    {
        telemetry.Recovers(Recovery.TakenUp);
        if (state.BegunResponseId is { } id && state.Template.Store != false)
        {
            Round.Calls.AddRange(state.Begun);
            var stored = (await agent.Endpoint.GetAsync(id, stop).ConfigureAwait(false)).Result;
            if (stored.Ending is Ending.InProgress && state.Template.Background == true)
            {
                await ReadAsync(agent.Endpoint.StreamAsync(id, startingAfter: null, Round.Accumulator, exchange: null, stop)).ConfigureAwait(false);
                stored = await GoOnAsync(Round.Accumulator.Finish(), stop).ConfigureAwait(false);
            }
            else if (stored.Ending == Ending.Completed)
            {
                Round.Accumulator.Add(System.Text.Encoding.UTF8.GetBytes(stored.Response.ToJson()));
            }

            if (stored.Ending == Ending.Completed)
            {
                Result = stored;
                return await OpenAsync(stored).ConfigureAwait(false) is null;
            }

            Round.Restart();
        }

        if (state.Begun.Count == 0)
        {
            return false;
        }

        // What was started is kept; what else came of the response is gone.
        if (IsItems)
        {
            state.Open = [.. state.Begun];
            state.OpenItems = [.. state.Begun.Select(static call => call.Item)];
            state.Begun.Clear();
            state.IsBegun = false;
            return true;
        }

        _earlier.AddRange(state.Begun.Where(static call => call.Output is not null));
        return false;
    }
}
