namespace AgenticApi.Execution;

/// <summary>Decides about the calls of a run, executes their tools, and answers them.</summary>
internal sealed class CallRunner : IDisposable
{
    private readonly IReadOnlyDictionary<string, Tool> _tools;
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly RunLog _log;
    private readonly RunTelemetry _telemetry;
    private readonly RunEvents _events;
    private readonly CancellationTokenSource _stop;
    private readonly CallScheduler _scheduler;
    private readonly ToolRuns _runs;
    private Exception? _fault;

    /// <summary>Creates a runner for a run.</summary>
    /// <param name="tools">The agent's tools.</param>
    /// <param name="options">The options of the agent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The journal of the run.</param>
    /// <param name="telemetry">The telemetry of the run.</param>
    /// <param name="events">Receives the events of the run.</param>
    /// <param name="started">The number of tools that the run started before it was resumed.</param>
    /// <param name="cancellationToken">Cancels the tools.</param>
    public CallRunner(
        IEnumerable<Tool> tools, AgentOptions options, TimeProvider time, RunLog log, RunTelemetry telemetry, RunEvents events, int started, CancellationToken cancellationToken)
    {
        _tools = tools.Where(static tool => tool.Name.Length > 0).ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
        (_options, _time, _log, _telemetry, _events) = (options, time, log, telemetry, events);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, log.Lost);
        _scheduler = new CallScheduler(options.MaxParallelCalls, options.MaxToolCalls, ExecuteAsync) { Admitted = started };
        _runs = new ToolRuns(options, time, _stop.Token);
    }

    /// <summary>The number of tools that the run has started.</summary>
    public int Started => _scheduler.Admitted;

    /// <summary>The calls whose tools have not returned, including those that were answered without them.</summary>
    public IReadOnlyList<ToolCall> StillRunning => [.. _runs.Running.Select(static running => running.Call.ToolCall)];

    /// <summary>The exception of the journal during a call; null for none.</summary>
    public Exception? Fault => _fault;

    /// <summary>Starts a call while its response is streamed, if its tool allows it and no decision is needed.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isProven">Whether the call is proven complete, not only finished.</param>
    /// <param name="siblings">The calls of the round so far.</param>
    public void StartEarly(RoundCall call, bool isProven, List<RoundCall> siblings)
    {
        if (call.State != CallState.Whole || call.IsSuspect || !call.HasOwnId || ToolOf(call) is not { HasHandler: true, Approve: null } tool
            || !(tool.Start == ToolStart.WhenDone || (isProven && tool.Start == ToolStart.WhenProven))
            || call.Item.Status is Statuses.Incomplete or Statuses.InProgress
            || siblings.Exists(other => other != call && other.CallId == call.CallId)
            || siblings.Exists(other => IsBarrier(other, call, tool)))
        {
            return;
        }

        try
        {
            // Errors are reported after the response: until then the call can change.
            if (tool.Bind!(call.Executed).Run is { } run)
            {
                call.Run = run;
                call.QueuedAt = _time.GetTimestamp();
                _scheduler.TryAdd(call);
            }
        }
        catch (Exception)
        {
            // Validated again after the response, and reported then.
        }
    }

    /// <summary>Decides about a call after its response has completed: it runs, waits, or is answered at once.</summary>
    public async Task DecideAsync(RoundCall call)
    {
        if (ToolOf(call) is not { } tool)
        {
            await AnswerAsync(call, ToolOutputs.Error("unknown_tool", $"There is no tool of this name. The tools are: {string.Join(", ", _tools.Keys.Order(StringComparer.Ordinal))}.")).ConfigureAwait(false);
        }
        else if (!tool.HasHandler)
        {
            await WaitAsync(call, PendingReason.Caller).ConfigureAwait(false);
        }
        else if (await ValidateAsync(call, tool, call.Executed, tool.Repair).ConfigureAwait(false))
        {
            await ApproveAsync(call, tool).ConfigureAwait(false);
        }
    }

    /// <summary>Applies a decision about a waiting call. The call keeps waiting if the decision cannot be applied.</summary>
    public async Task DecideAsync(RoundCall call, RunDecision decision)
    {
        var reason = call.Pending ?? PendingReason.Caller;
        call.Pending = null;
        call.State = CallState.Whole;
        switch (decision.Kind)
        {
            case DecisionKind.Answer when decision.Output is { } output:
                await AnswerAsync(call, output).ConfigureAwait(false);
                break;
            case DecisionKind.Refuse:
                await RefuseAsync(call, decision.Reason).ConfigureAwait(false);
                break;
            case DecisionKind.Run when ToolOf(call) is { HasHandler: true } tool:
                // The decision covers only these arguments, so they are not repaired.
                if (await ValidateAsync(call, tool, decision.Arguments ?? call.Executed, repair: null).ConfigureAwait(false))
                {
                    await RunAsync(call).ConfigureAwait(false);
                }

                break;
            default:
                await WaitAsync(call, decision.Kind == DecisionKind.Run ? PendingReason.Caller : reason).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Runs a call whose outcome is unknown again if its tool is idempotent; otherwise the call waits for a decision.</summary>
    public async Task RunAgainAsync(RoundCall call)
    {
        if (ToolOf(call) is not { HasHandler: true, Idempotent: true } tool)
        {
            await WaitAsync(call, PendingReason.InDoubt).ConfigureAwait(false);
        }
        else if (await ValidateAsync(call, tool, call.Executed, repair: null).ConfigureAwait(false))
        {
            await RunAsync(call).ConfigureAwait(false);
        }
    }

    /// <summary>Makes a call wait for a decision.</summary>
    public async Task WaitAsync(RoundCall call, PendingReason reason)
    {
        (call.State, call.Pending) = (CallState.Waiting, reason);
        _telemetry.Waits(call, reason);
        await _log.AppendAsync("waiting", json => RunRecords.WriteCall(json, call)).ConfigureAwait(false);
        await _events.EmitAsync(new CallWaiting(call.Key.Round, PendingOf(call))).ConfigureAwait(false);
    }

    /// <summary>Answers a call that did not run.</summary>
    public Task AnswerAsync(RoundCall call, ToolOutput output) => AnswerAsync(call, output, TimeSpan.Zero, exception: null);

    public static PendingCall PendingOf(RoundCall call) => new(call.ToolCall, call.Pending!.Value, call.Digest);

    /// <summary>Removes the queued calls from the queue.</summary>
    public void Unqueue() => _scheduler.Unqueue();

    /// <summary>Cancels all tools, and waits up to <see cref="AgentOptions.Grace"/> for them. <see cref="StillRunning"/> has those that go on.</summary>
    public async Task StopAsync()
    {
        _scheduler.Unqueue();
        // A tool may have registered a callback that blocks or throws.
        var cancelled = _stop.CancelAsync();
        var all = Task.WhenAll([cancelled, .. _scheduler.Running.Select(static call => call.Answered), .. _runs.Running.Select(static running => running.Handler)]);
        await Task.WhenAny(all, Task.Delay(ToolTask.Bounded(_options.Grace), _time, CancellationToken.None)).ConfigureAwait(false);
    }

    /// <summary>Cancels the tools that still run.</summary>
    public void Dispose() => _ = EndAsync();

    private async Task EndAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private Tool? ToolOf(RoundCall call) => call.Tool ??= _tools.TryGetValue(call.Name, out var tool) && tool.IsCustom == call.IsCustom ? tool : null;

    /// <summary>Returns whether a call must not start yet because an earlier call is undecided, and one of the two must run alone.</summary>
    private bool IsBarrier(RoundCall other, RoundCall call, Tool tool) =>
        other.Key.Position < call.Key.Position && other.State == CallState.Whole
        && ToolOf(other) is { HasHandler: true } earlier && (tool.Exclusive || earlier.Exclusive);

    /// <summary>Validates arguments. If they do not fit, asks once for a repair, and otherwise answers the call with the error.</summary>
    /// <returns>Whether the call may run.</returns>
    private async Task<bool> ValidateAsync(RoundCall call, Tool tool, string arguments, Func<ToolCall, string, string?>? repair)
    {
        ToolInvocation invocation;
        try
        {
            (invocation, arguments) = tool.BindOrRepair(call.ToolCall, arguments, repair);
        }
        catch (Exception e)
        {
            await FailAsync(call, e).ConfigureAwait(false);
            return false;
        }

        if (invocation.Run is null)
        {
            await AnswerAsync(call, ToolOutputs.InvalidArguments(invocation.Error!)).ConfigureAwait(false);
            return false;
        }

        (call.Executed, call.Run) = (arguments, invocation.Run);
        return true;
    }

    private async Task ApproveAsync(RoundCall call, Tool tool)
    {
        if (!_scheduler.HasRoom)
        {
            // No approval is requested for a call that cannot run.
            await LimitAsync(call).ConfigureAwait(false);
            return;
        }

        Approval approval;
        try
        {
            approval = tool.ApprovalOf(call.ToolCall);
        }
        catch (Exception e)
        {
            await FailAsync(call, e).ConfigureAwait(false);
            return;
        }

        await (approval.Kind switch
        {
            ApprovalKind.Ask => WaitAsync(call, PendingReason.Approval),
            ApprovalKind.Refuse => RefuseAsync(call, approval.Reason),
            _ => RunWithAsync(call, tool, approval.Arguments),
        }).ConfigureAwait(false);
    }

    private async Task RunWithAsync(RoundCall call, Tool tool, string? arguments)
    {
        if (arguments is null || await ValidateAsync(call, tool, arguments, repair: null).ConfigureAwait(false))
        {
            await RunAsync(call).ConfigureAwait(false);
        }
    }

    private Task RunAsync(RoundCall call)
    {
        call.QueuedAt = _time.GetTimestamp();
        return _scheduler.TryAdd(call) ? Task.CompletedTask : LimitAsync(call);
    }

    private Task LimitAsync(RoundCall call) => AnswerAsync(call, ToolOutputs.Error("limit", "The run has reached its limit of tool calls. The call did not run."));

    private Task RefuseAsync(RoundCall call, string? reason) => AnswerAsync(call, ToolOutputs.Refused(reason));

    private Task FailAsync(RoundCall call, Exception exception) =>
        AnswerAsync(call, ToolOutputs.FromException(exception, _options.DetailedErrors), TimeSpan.Zero, exception);

    private async Task ExecuteAsync(RoundCall call)
    {
        try
        {
            if (_stop.IsCancellationRequested)
            {
                await AnswerAsync(call, ToolOutputs.Error("cancelled", "The call was cancelled. It did not run.")).ConfigureAwait(false);
                return;
            }

            await _log.AppendAsync("call", json => RunRecords.WriteCall(json, call), durable: true).ConfigureAwait(false);
            await _events.EmitAsync(new CallStarted(call.Key.Round, call.ToolCall)).ConfigureAwait(false);
            var start = _time.GetTimestamp();
            using var span = _telemetry.BeginTool(call);
            var (output, exception) = await _runs.RunAsync(call).ConfigureAwait(false);
            span.End(output, _time.GetElapsedTime(start), exception, _stop.IsCancellationRequested);
            await AnswerAsync(call, output, _time.GetElapsedTime(start), exception).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The journal failed, or another process has the run: the run ends with this exception. The call is answered so that the run does not wait for it.
            Interlocked.CompareExchange(ref _fault, e, null);
            call.Answer(ToolOutputs.Error("cancelled", "The call was cancelled."));
        }
    }

    private async Task AnswerAsync(RoundCall call, ToolOutput output, TimeSpan duration, Exception? exception)
    {
        if (!call.TryClaim())
        {
            await call.Answered.ConfigureAwait(false);
            return;
        }

        try
        {
            await _log.AppendAsync("output", json => RunRecords.WriteOutput(json, call, output), durable: call.WasStarted).ConfigureAwait(false);
            await _events.EmitAsync(new CallFinished(call.Key.Round, call.ToolCall, output, duration, exception)).ConfigureAwait(false);
        }
        finally
        {
            call.Answer(output);
        }
    }
}
