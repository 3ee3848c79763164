namespace AgenticApi.Execution;

/// <summary>Executes a run, round by round, until the model has answered or a limit, an error or a cancellation ends it.</summary>
internal sealed class RunEngine(Agent agent, AgentRun run, RunLog log, RunTelemetry telemetry, RunEvents events, CancellationToken cancellationToken) : IDisposable
{
    private readonly AgentOptions _options = agent.Options;
    private readonly CancellationToken _cancel = cancellationToken;
    private RunState _state = null!;
    private CallRunner _calls = null!; // Null if the resumed run had already ended.
    private Round? _round;
    private AccumulatedResponse? _last;
    private bool _isOverLimit;

    /// <summary>Executes the run. The result is also passed on as the last event.</summary>
    public async Task<RunResult> RunAsync(ResponseRequest? request, IReadOnlyList<RunDecision> decisions, bool isResumed)
    {
        await BeginAsync(request, isResumed).ConfigureAwait(false);
        if (_state.Outcome is RunOutcome.Completed or RunOutcome.Failed or RunOutcome.Incomplete)
        {
            return await EndAsync(ResultOf(_state.Outcome.Value)).ConfigureAwait(false);
        }

        if (_state is { Outcome: RunOutcome.Stopped, IsAnswered: true })
        {
            // The model has already answered at the limit.
            return await EndAsync(ResultOf(RunOutcome.Stopped) with { StopReason = _state.StopReason }).ConfigureAwait(false);
        }

        _calls = new CallRunner(agent.Tools, _options, agent.Time, log, telemetry, events, _state.ToolCalls, _cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancel, log.Lost);
        RunResult result;
        try
        {
            result = await LoopOrCancelAsync(decisions, stop).ConfigureAwait(false);
            await log.AppendAsync(RunRecordFormat.EndKind, json => RunRecords.WriteEnd(json, result, _state.Kept)).ConfigureAwait(false);
        }
        catch
        {
            // The tools end with the run.
            await _calls.StopAsync().ConfigureAwait(false);
            log.ThrowIfLost();
            throw;
        }

        telemetry.End(result);
        return await EndAsync(result).ConfigureAwait(false);
    }

    public void Dispose() => _calls?.Dispose();

    private async Task<RunResult> LoopOrCancelAsync(IReadOnlyList<RunDecision> decisions, CancellationTokenSource stop)
    {
        try
        {
            var result = await LoopAsync(decisions, stop.Token).ConfigureAwait(false);
            log.ThrowIfLost();
            if (_calls.Fault is { } fault)
            {
                throw new InvalidOperationException("The journal failed while a call was running.", fault);
            }

            return result;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.ThrowIfLost();
            return await CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<RunResult> EndAsync(RunResult result)
    {
        await events.EmitAsync(new RunEnded(Math.Max(0, result.Rounds - 1), result)).ConfigureAwait(false);
        return result;
    }

    private async Task BeginAsync(ResponseRequest? request, bool isResumed)
    {
        if (isResumed)
        {
            telemetry.LinkTo(log.Records);
            _state = RunRecovery.Fold(run.Id, log.Records, request, agent.Complete);
            _last = _state.LastResponse;
            _state.Kept = _state.Outcome is RunOutcome.Failed or RunOutcome.Incomplete ? _state.Kept : [];
            return;
        }

        if (log.Records.Count > 0)
        {
            throw new InvalidOperationException($"The journal already has a run '{run.Id}'. Resume it, or begin a run with another id.");
        }

        _state = RunState.Begin(agent.Complete(request!), _options.Continuation, agent.Tools.Select(static tool => tool.Name).Where(static name => name.Length > 0));
        // Identifies the items that the run added, if it is resumed.
        _state.ConversationEnd = agent.Journal is null ? null : await ConversationLook.EndAsync(agent, _state, _cancel).ConfigureAwait(false);
        await log.AppendAsync("run", json => RunRecords.WriteRun(json, _state, request!, telemetry.TraceParent), durable: true).ConfigureAwait(false);
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
                    return WaitingOn(calls);
                }

                await CloseAsync(calls).ConfigureAwait(false);
                if (!_state.IsAnswered && ReasonToStop(calls) is var reason and not StopReason.None)
                {
                    return await StopAsync(reason, stop).ConfigureAwait(false);
                }
            }

            if (_state.IsAnswered)
            {
                // The last response has no call that needs an output.
                return ResultOf(RunOutcome.Completed);
            }

            if (LimitReached() is var limit and not StopReason.None)
            {
                return await StopAsync(limit, stop).ConfigureAwait(false);
            }

            if (await RoundAsync(forbidsCalls: false, stop).ConfigureAwait(false) is { } outcome)
            {
                return ResultOf(outcome);
            }
        }
    }

    /// <summary>Runs a round up to the end of its response.</summary>
    /// <returns>The outcome if the run ends with the round; null if the calls of the response are to be run.</returns>
    private async Task<RunOutcome?> RoundAsync(bool forbidsCalls, CancellationToken stop)
    {
        using var span = telemetry.BeginRound(_state);
        var flow = new RoundFlow(agent, run.Id, _state, _calls, log, telemetry, events);
        _round = flow.Round;
        var outcome = await flow.RunAsync(forbidsCalls, stop).ConfigureAwait(false);
        span.End(flow.Result);
        _last = flow.Result ?? _last;
        _state.Usage = RunUsage.Add(_state.Usage, flow.Result?.Response.Usage);
        if (outcome is not null and not RunOutcome.Completed)
        {
            await KeepAsync(flow.Round, flow.Result!, stop).ConfigureAwait(false);
        }

        _round = null;
        return outcome;
    }

    /// <summary>Decides about each call, and waits until all calls are answered or wait for a decision.</summary>
    private async Task SettleAsync(List<RoundCall> calls, IReadOnlyList<RunDecision> decisions, CancellationToken stop)
    {
        foreach (var call in calls)
        {
            stop.ThrowIfCancellationRequested();
            if (call.State == CallState.Waiting)
            {
                await DecideAsync(call, decisions).ConfigureAwait(false);
            }
            else if (call.State == CallState.Whole && _isOverLimit)
            {
                await AnswerOverLimitAsync(call).ConfigureAwait(false);
            }
            else if (call.State == CallState.Whole && IsToolGone(call))
            {
                await _calls.WaitAsync(call, PendingReason.Caller).ConfigureAwait(false);
            }
            else if (call.State == CallState.Whole)
            {
                await _calls.DecideAsync(call).ConfigureAwait(false);
            }
            else if (call is { State: CallState.Started, Run: null })
            {
                // Started by a process that has ended.
                await _calls.RunAgainAsync(call).ConfigureAwait(false);
            }
        }

        await Task.WhenAll(calls.Where(static call => call.State is CallState.Queued or CallState.Started).Select(static call => call.Answered)).WaitAsync(stop).ConfigureAwait(false);
    }

    /// <summary>Applies the decision about a waiting call: one in the journal that had no effect because of a crash, or a new one.</summary>
    private async Task DecideAsync(RoundCall call, IReadOnlyList<RunDecision> decisions)
    {
        if (!_state.Decisions.Remove(call.Key, out var decision))
        {
            // A decision about other arguments or an earlier attempt does not apply, and neither does an answer without an output.
            decision = decisions.FirstOrDefault(one => one.Key == call.Key && one.Digest == call.Digest && one is not { Kind: DecisionKind.Answer, Output: null });
            if (decision is null)
            {
                await events.EmitAsync(new CallWaiting(call.Key.Round, CallRunner.PendingOf(call))).ConfigureAwait(false);
                return;
            }

            await log.AppendAsync("decision", json => RunRecords.WriteDecision(json, call, decision), durable: true).ConfigureAwait(false);
        }

        await _calls.DecideAsync(call, decision).ConfigureAwait(false);
    }

    /// <summary>Returns whether this host lacks a tool that the run began with. Then the caller answers its calls.</summary>
    private bool IsToolGone(RoundCall call) => _state.KnownTools.Contains(call.Name) && !agent.Tools.Any(tool => tool.Name == call.Name);

    /// <summary>Adds the answered calls to the conversation.</summary>
    private async Task CloseAsync(List<RoundCall> calls)
    {
        var items = RoundItems.Of(_state.OpenItems, calls, _state.Continuation);
        var outputs = RoundItems.Outputs(calls, _state.Continuation);
        CountFailures(calls);
        await WriteClosedAsync(items, outputs).ConfigureAwait(false);
        if (_last is { } last)
        {
            await events.EmitAsync(new RoundEnded(_state.Round, last)).ConfigureAwait(false);
        }

        _state.Close(items, outputs, _state.LastResponseId);
    }

    private Task WriteClosedAsync(List<OutputItem> items, List<OutputItem> outputs) =>
        log.AppendAsync("closed", json => RunRecords.WriteClosed(json, _state, items, outputs), durable: true);

    private void CountFailures(List<RoundCall> calls)
    {
        var failed = calls.Count > 0 && calls.TrueForAll(static call => call.Output is { IsError: true } || call.State == CallState.Discarded);
        _state.FailedRounds = failed ? _state.FailedRounds + 1 : 0;
        _state.Repeated = _state.Repeated.Next(calls);
    }

    private StopReason ReasonToStop(List<RoundCall> calls) =>
        calls.Count == 0 ? StopReason.None
        : run.MustStop ? StopReason.Requested
        : _state.FailedRounds >= _options.MaxConsecutiveFailedRounds ? StopReason.Errors
        : _state.Repeated.Count >= _options.MaxRepeatedCalls ? StopReason.RepeatedCalls
        : BoundReached();

    /// <summary>Returns the limit that the run has reached before a request. A resumed run may already exceed it.</summary>
    private StopReason LimitReached() => _state.Round >= _options.MaxRounds ? StopReason.Rounds : _state.IsBegun ? StopReason.None : BoundReached();

    private StopReason BoundReached() =>
        _options.MaxToolCalls is { } most && _calls.Started >= most ? StopReason.ToolCalls
        : _options.MaxTotalTokens is { } tokens && _state.Usage?.TotalTokens >= tokens ? StopReason.Tokens
        : _options.MaxDuration is { } duration && _state.Round > 0 && log.Elapsed >= duration ? StopReason.Duration
        : StopReason.None;

    private Task AnswerOverLimitAsync(RoundCall call) => _calls.AnswerAsync(call, ToolOutputs.Error("limit", "The run has reached a limit. The call did not run."));

    /// <summary>Ends the run at a limit. If the options ask for it, the model answers once more without calls.</summary>
    private async Task<RunResult> StopAsync(StopReason reason, CancellationToken stop)
    {
        if (_options.AnswerAtLimit && reason != StopReason.Requested)
        {
            _isOverLimit = true;
            await RoundAsync(forbidsCalls: true, stop).ConfigureAwait(false);
            if (_state.Open is { } calls)
            {
                foreach (var call in calls.Where(static call => call is { State: CallState.Waiting, WasStarted: false }))
                {
                    await AnswerOverLimitAsync(call).ConfigureAwait(false);
                }

                await SettleAsync(calls, [], stop).ConfigureAwait(false);
                if (calls.Exists(static call => call.State == CallState.Waiting))
                {
                    return WaitingOn(calls);
                }

                await CloseAsync(calls).ConfigureAwait(false);
            }
        }

        return ResultOf(RunOutcome.Stopped) with { StopReason = reason };
    }

    /// <summary>Ends a cancelled run. Every call gets an output, so that the run can be resumed.</summary>
    private async Task<RunResult> CancelAsync()
    {
        await _calls.StopAsync().ConfigureAwait(false);
        if (_state is { IsBegun: true, BegunResponseId: { } id, Template.Background: true })
        {
            using var grace = new CancellationTokenSource(_options.Grace, agent.Time);
            try
            {
                await agent.Endpoint.CancelAsync(id, grace.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The server did not answer. The run ends anyway.
            }
        }

        if (_state.Open is { } calls && !calls.Exists(static call => call.State == CallState.Waiting))
        {
            foreach (var call in calls.Where(static call => call.State is not (CallState.Finished or CallState.Discarded)))
            {
                await _calls.AnswerAsync(call, Cancelled(call)).ConfigureAwait(false);
            }

            await CloseAsync(calls).ConfigureAwait(false);
        }
        else if (_round is { } round)
        {
            await KeepAsync(round, round.Finish(), CancellationToken.None).ConfigureAwait(false);
        }

        return ResultOf(RunOutcome.Cancelled);
    }

    /// <summary>Adds the complete items and the started calls of a response that did not complete to the conversation.</summary>
    private async Task KeepAsync(Round round, AccumulatedResponse result, CancellationToken stop)
    {
        _calls.Unqueue();
        var started = round.Started;
        if (!_cancel.IsCancellationRequested)
        {
            // The run waits for its tools; their timeouts limit the wait.
            await Task.WhenAll(started.Where(static call => call.Run is not null).Select(static call => call.Answered)).WaitAsync(stop).ConfigureAwait(false);
        }

        foreach (var call in started.Where(static call => call.Output is null))
        {
            await _calls.AnswerAsync(call, Cancelled(call)).ConfigureAwait(false);
        }

        (var items, started) = RoundItems.Kept(round, result.Response.Output, isContinued: false);
        var outputs = RoundItems.Outputs(started, Continuation.Items);
        if (_state.Continuation != Continuation.Items)
        {
            // The server may have the complete response, which a resumed run fetches.
            _state.Kept = [.. items, .. outputs];
        }
        else if (items.Count > 0)
        {
            await WriteClosedAsync(items, outputs).ConfigureAwait(false);
            _state.Close(items, outputs, round.ResponseId);
        }
    }

    private static ToolOutput Cancelled(RoundCall call) =>
        ToolOutputs.Error("cancelled", call.WasStarted ? "The call was cancelled. It may have had an effect." : "The call was cancelled. It did not run.");

    private RunResult WaitingOn(List<RoundCall> calls) =>
        ResultOf(RunOutcome.Waiting) with { Pending = [.. calls.Where(static call => call.Pending is not null).Select(CallRunner.PendingOf)] };

    private RunResult ResultOf(RunOutcome outcome) => new()
    {
        RunId = run.Id,
        Outcome = outcome,
        Response = _last,
        Rounds = _state.Round + (_state.Open is null ? 0 : 1),
        Usage = _state.Usage,
        Items = [.. _state.Items, .. _state.Kept],
        StillRunning = _calls?.StillRunning ?? [],
    };
}
