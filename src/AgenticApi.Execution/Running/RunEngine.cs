namespace AgenticApi.Execution;

/// <summary>Runs one run: round after round, until the model has answered or something ends it.</summary>
internal sealed class RunEngine(Agent agent, AgentRun run, RunLog log, RunTelemetry telemetry, Func<RunEvent, ValueTask> emit, CancellationToken cancellationToken) : IDisposable
{
    private readonly AgentOptions _options = agent.Options;
    private readonly long _began = agent.Time.GetTimestamp();
    private readonly CancellationToken _cancel = cancellationToken;
    private RunState _state = null!;
    private CallRunner _calls = null!;
    private Round? _round;
    private AccumulatedResponse? _last;

    /// <summary>Runs to the end, and emits it.</summary>
    public async Task RunAsync(ResponseRequest request, IReadOnlyList<RunDecision> decisions, bool isResumed)
    {
        await BeginAsync(request, isResumed).ConfigureAwait(false);
        _calls = new CallRunner(agent.Tools, _options, agent.Time, log, telemetry, emit, _cancel) { Started = _state.ToolCalls };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancel, log.Lost);
        RunResult result;
        try
        {
            result = await LoopAsync(decisions, stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.Lost.ThrowIfTaken();
            result = await CancelAsync().ConfigureAwait(false);
        }

        if (_calls.Fault is { } fault)
        {
            throw fault is RunTakenException ? new RunTakenException(fault.Message, fault) : new InvalidOperationException("The run's journal could not be written.", fault);
        }

        await log.AppendAsync("end", json =>
        {
            json.WriteString("outcome"u8, result.Outcome.ToString());
            json.WriteString("reason"u8, result.StopReason.ToString());
        }).ConfigureAwait(false);
        telemetry.End(result);
        await emit(new RunEnded(Math.Max(0, result.Rounds - 1), result)).ConfigureAwait(false);
    }

    public void Dispose() => _calls?.Dispose();

    private async Task BeginAsync(ResponseRequest request, bool isResumed)
    {
        if (isResumed)
        {
            telemetry.LinkTo(log.Records);
            _state = RunRecovery.Fold(run.Id, log.Records, request, out _);
            return;
        }

        if (log.Records.Count > 0)
        {
            throw new InvalidOperationException($"The journal has a run '{run.Id}' already. Resume it, or begin one under another id.");
        }

        _state = RunState.Begin(request, _options.Continuation);
        await log.AppendAsync(
            "run",
            json =>
            {
                json.WriteString("continuation"u8, _state.Continuation.ToString());
                json.WriteString("conversation"u8, request.Conversation);
                RunRecords.WriteTrace(json, telemetry.TraceParent);
                RunRecords.WriteItems(json, "input", request.Input);
            },
            durable: true).ConfigureAwait(false);
    }

    private async Task<RunResult> LoopAsync(IReadOnlyList<RunDecision> decisions, CancellationToken stop)
    {
        while (true)
        {
            if (_state.Open is { } calls)
            {
                await SettleAsync(calls, decisions, stop).ConfigureAwait(false);
                decisions = [];
                if (calls.Exists(static call => call.State == CallState.Waiting))
                {
                    return ResultOf(RunOutcome.Waiting) with { Pending = [.. calls.Where(static call => call.Pending is not null).Select(CallRunner.PendingOf)] };
                }

                await CloseAsync(calls).ConfigureAwait(false);
                if (ReasonToStop(calls) is var reason and not StopReason.None)
                {
                    return await StopAsync(reason, stop).ConfigureAwait(false);
                }
            }

            if (_state.Round >= _options.MaxRounds)
            {
                return await StopAsync(StopReason.Rounds, stop).ConfigureAwait(false);
            }

            if (await RoundAsync(forbidsCalls: false, stop).ConfigureAwait(false) is { } outcome)
            {
                return ResultOf(outcome);
            }
        }
    }

    /// <summary>Runs one round up to the end of its response.</summary>
    /// <returns>How the run ends with it; null where it goes on with the calls that are open now.</returns>
    private async Task<RunOutcome?> RoundAsync(bool forbidsCalls, CancellationToken stop)
    {
        using var span = telemetry.BeginRound(_state);
        var flow = new RoundFlow(agent, run.Id, _state, _calls, log, telemetry, emit);
        _round = flow.Round;
        var outcome = await flow.RunAsync(forbidsCalls, stop).ConfigureAwait(false);
        span.End(flow.Result);
        _last = flow.Result ?? _last;
        _state.Usage = RunUsage.Add(_state.Usage, flow.Result?.Response.Usage);
        if (outcome is not null and not RunOutcome.Completed)
        {
            await KeepAsync(flow.Round, flow.Result, "The response did not complete; the call did not run.").ConfigureAwait(false);
        }

        _round = null;
        return outcome;
    }

    /// <summary>Sees to it that each call is answered, or waits.</summary>
    private async Task SettleAsync(List<RoundCall> calls, IReadOnlyList<RunDecision> decisions, CancellationToken stop)
    {
        foreach (var call in calls)
        {
            stop.ThrowIfCancellationRequested();
            if (call.State == CallState.Waiting && decisions.FirstOrDefault(decision => decision.Key == call.Key) is { } decision)
            {
                if (decision.Digest != ToolArguments.Digest(call.Name, call.Executed))
                {
                    // It was made about other arguments.
                    await emit(new CallWaiting(call.Key.Round, CallRunner.PendingOf(call))).ConfigureAwait(false);
                    continue;
                }

                await log.AppendAsync("decision", json => RunRecords.WriteCall(json, call), durable: true).ConfigureAwait(false);
                await _calls.DecideAsync(call, decision).ConfigureAwait(false);
            }
            else if (call.State == CallState.Waiting)
            {
                await emit(new CallWaiting(call.Key.Round, CallRunner.PendingOf(call))).ConfigureAwait(false);
            }
            else if (call.State == CallState.Whole)
            {
                await _calls.DecideAsync(call).ConfigureAwait(false);
            }
            else if (call is { State: CallState.Started, Run: null })
            {
                // Started by a process that is gone.
                await _calls.RunAgainAsync(call).ConfigureAwait(false);
            }
        }

        await Task.WhenAll(calls.Where(static call => call.State is CallState.Queued or CallState.Started).Select(static call => call.Answered)).WaitAsync(stop).ConfigureAwait(false);
    }

    /// <summary>Takes the answered calls into the conversation.</summary>
    private async Task CloseAsync(List<RoundCall> calls)
    {
        var items = RoundItems.Of(_state.OpenItems, calls, _state.Continuation);
        var outputs = RoundItems.Outputs(calls, _state.Continuation);
        await WriteClosedAsync(items, outputs, _state.LastResponseId).ConfigureAwait(false);
        CountFailures(calls);
        if (_last is { } last)
        {
            await emit(new RoundEnded(_state.Round, last)).ConfigureAwait(false);
        }

        _state.Close(items, outputs, _state.LastResponseId);
    }

    private Task WriteClosedAsync(List<OutputItem> items, List<OutputItem> outputs, string? id) => log.AppendAsync(
        "closed",
        json =>
        {
            json.WriteNumber("round"u8, _state.Round);
            json.WriteString("id"u8, id);
            RunRecords.WriteItems(json, "items", items);
            RunRecords.WriteItems(json, "outputs", outputs);
        },
        durable: true);

    private void CountFailures(List<RoundCall> calls)
    {
        var failed = calls.Count > 0 && calls.TrueForAll(static call => call.Output is { IsError: true } || call.State == CallState.Discarded);
        _state.FailedRounds = failed ? _state.FailedRounds + 1 : 0;
        var signature = string.Join('\n', calls.Select(static call => $"{ToolArguments.Digest(call.Name, call.Executed)} {call.Output?.Text?.GetHashCode(StringComparison.Ordinal)}"));
        _state.Repeated = (signature, signature == _state.Repeated.Signature ? _state.Repeated.Count + 1 : 1);
    }

    private StopReason ReasonToStop(List<RoundCall> calls) =>
        calls.Count == 0 ? StopReason.None
        : run.MustStop ? StopReason.Requested
        : _state.FailedRounds >= _options.MaxConsecutiveFailedRounds ? StopReason.Errors
        : _state.Repeated.Count >= _options.MaxRepeatedCalls ? StopReason.RepeatedCalls
        : _options.MaxToolCalls is { } most && _calls.Started >= most ? StopReason.ToolCalls
        : _options.MaxTotalTokens is { } tokens && _state.Usage?.TotalTokens >= tokens ? StopReason.Tokens
        : _options.MaxDuration is { } duration && agent.Time.GetElapsedTime(_began) >= duration ? StopReason.Duration
        : StopReason.None;

    /// <summary>Ends at a limit: where the options say so, the model answers once more with what it has.</summary>
    private async Task<RunResult> StopAsync(StopReason reason, CancellationToken stop)
    {
        if (_options.AnswerAtLimit && reason != StopReason.Requested)
        {
            await RoundAsync(forbidsCalls: true, stop).ConfigureAwait(false);
            if (_state.Open is { } calls)
            {
                foreach (var call in calls.Where(static call => call.State == CallState.Whole))
                {
                    await _calls.AnswerAsync(call, CallRunner.Problem("limit", "The run has reached its limit; the call did not run.")).ConfigureAwait(false);
                }

                await CloseAsync(calls).ConfigureAwait(false);
            }
        }

        return ResultOf(RunOutcome.Stopped) with { StopReason = reason };
    }

    /// <summary>Ends a cancelled run, so that it can be resumed: every call of it has an output.</summary>
    private async Task<RunResult> CancelAsync()
    {
        var running = await _calls.StopAsync().ConfigureAwait(false);
        if (_state is { IsBegun: true, BegunResponseId: { } id, Template.Background: true })
        {
            await agent.Endpoint.CancelAsync(id, CancellationToken.None).ConfigureAwait(false);
        }

        if (_state.Open is { } calls && !calls.Exists(static call => call.State == CallState.Waiting))
        {
            foreach (var call in calls.Where(static call => call.State is not (CallState.Finished or CallState.Discarded)))
            {
                await _calls.AnswerAsync(call, CallRunner.Problem("cancelled", "The call was cancelled.")).ConfigureAwait(false);
            }

            await CloseAsync(calls).ConfigureAwait(false);
        }
        else if (_round is { } round)
        {
            await KeepAsync(round, round.Accumulator.Finish(), "The call was cancelled.").ConfigureAwait(false);
        }

        return ResultOf(RunOutcome.Cancelled) with { StillRunning = running };
    }

    /// <summary>Takes what came of a response that did not complete into the conversation: whole items, and the calls whose tools were started.</summary>
    private async Task KeepAsync(Round round, AccumulatedResponse? result, string why)
    {
        _calls.TakeBack();
        foreach (var call in round.Calls.Where(static call => call.WasStarted))
        {
            await Task.WhenAny(call.Answered, Task.Delay(_options.Grace, agent.Time, CancellationToken.None)).ConfigureAwait(false);
            if (call.Output is null)
            {
                await _calls.AnswerAsync(call, CallRunner.Problem("cancelled", why)).ConfigureAwait(false);
            }
        }

        var started = round.Calls.Where(static call => call.WasStarted).ToList();
        var items = RoundItems.Kept(result?.Response.Output ?? round.WholeItems, started);
        if (items.Count > 0)
        {
            var outputs = RoundItems.Outputs(started, Continuation.Items);
            await WriteClosedAsync(items, outputs, round.ResponseId).ConfigureAwait(false);
            _state.Close(items, outputs, _state.Continuation == Continuation.Items ? round.ResponseId : _state.LastResponseId);
        }
    }

    private RunResult ResultOf(RunOutcome outcome) => new()
    {
        RunId = run.Id,
        Outcome = outcome,
        Response = _last,
        Rounds = _state.Round + (_state.Open is null ? 0 : 1),
        Usage = _state.Usage,
        Items = [.. _state.Items],
    };
}
