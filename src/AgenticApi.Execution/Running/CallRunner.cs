namespace AgenticApi.Execution;

/// <summary>Decides about calls, runs their tools, and answers them.</summary>
internal sealed class CallRunner : IDisposable
{
    private readonly IReadOnlyDictionary<string, Tool> _tools;
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly RunLog _log;
    private readonly RunTelemetry _telemetry;
    private readonly Func<RunEvent, ValueTask> _emit;
    private readonly CancellationTokenSource _stop;
    private readonly CallScheduler _scheduler;
    private int _started;

    public CallRunner(IEnumerable<Tool> tools, AgentOptions options, TimeProvider time, RunLog log, RunTelemetry telemetry, Func<RunEvent, ValueTask> emit, CancellationToken cancellationToken)
    {
        _tools = tools.Where(static tool => tool.Name.Length > 0).ToDictionary(static tool => tool.Name, StringComparer.Ordinal);
        (_options, _time, _log, _telemetry, _emit) = (options, time, log, telemetry, emit);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, log.Lost);
        _scheduler = new CallScheduler(options.MaxParallelCalls, ExecuteAsync);
    }

    /// <summary>How many tools were started.</summary>
    public int Started
    {
        get => _started;
        init => _started = value;
    }

    /// <summary>The calls whose tools run.</summary>
    public IReadOnlyList<RoundCall> Running => _scheduler.Running;

    private bool MayStartMore => _options.MaxToolCalls is not { } most || _started < most;

    /// <summary>Starts a call while its response is still streamed, where its tool allows that and nothing is left to decide.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isProven">Whether it is proven whole, and not only finished.</param>
    /// <param name="siblings">The calls of the round so far.</param>
    public void StartEarly(RoundCall call, bool isProven, List<RoundCall> siblings)
    {
        if (call.State != CallState.Whole || call.IsSuspect || !call.HasOwnId || !MayStartMore || ToolOf(call) is not { HasHandler: true, Approve: null } tool
            || !(tool.Start == ToolStart.WhenDone || (isProven && tool.Start == ToolStart.WhenProven))
            || call.Item.Status is Statuses.Incomplete or Statuses.InProgress
            || siblings.Exists(other => other != call && other.CallId == call.CallId))
        {
            return;
        }

        // What does not fit is told to the model after the response, when nothing about the call can change any more.
        var invocation = tool.Invoke!(call.Executed);
        if (invocation.Run is not null)
        {
            Enqueue(call, invocation.Run);
        }
    }

    /// <summary>Decides about a call once its response has completed: it runs, waits, or is answered at once.</summary>
    public async Task DecideAsync(RoundCall call)
    {
        if (ToolOf(call) is not { } tool)
        {
            await AnswerAsync(call, Problem("unknown_tool", $"There is no tool of this name. The tools are: {string.Join(", ", _tools.Keys.Order(StringComparer.Ordinal))}.")).ConfigureAwait(false);
        }
        else if (!tool.HasHandler)
        {
            await WaitAsync(call, PendingReason.Caller).ConfigureAwait(false);
        }
        else if (await FitAsync(call, tool).ConfigureAwait(false) is { } run)
        {
            var approval = tool.Approve?.Invoke(call.ToolCall) ?? Approval.Run;
            await ApplyAsync(call, tool, run, approval).ConfigureAwait(false);
        }
    }

    /// <summary>Applies what was decided about a waiting call.</summary>
    public async Task DecideAsync(RoundCall call, RunDecision decision)
    {
        call.Pending = null;
        call.State = CallState.Whole;
        if (decision is { Kind: DecisionKind.Answer, Output: { } output })
        {
            await AnswerAsync(call, output).ConfigureAwait(false);
        }
        else if (decision.Kind == DecisionKind.Refuse)
        {
            await RefuseAsync(call, decision.Reason).ConfigureAwait(false);
        }
        else if (ToolOf(call) is { HasHandler: true } tool)
        {
            call.Executed = decision.Arguments ?? call.Executed;
            if (await FitAsync(call, tool).ConfigureAwait(false) is { } run)
            {
                Enqueue(call, run);
            }
        }
        else
        {
            await WaitAsync(call, PendingReason.Caller).ConfigureAwait(false);
        }
    }

    /// <summary>Runs a call again whose outcome is not known. Only an idempotent tool's may.</summary>
    public async Task RunAgainAsync(RoundCall call)
    {
        if (ToolOf(call) is { HasHandler: true, Idempotent: true } tool && tool.Invoke!(call.Executed).Run is { } run)
        {
            Enqueue(call, run);
        }
        else
        {
            await WaitAsync(call, PendingReason.InDoubt).ConfigureAwait(false);
        }
    }

    /// <summary>Lets a call wait for a decision.</summary>
    public async Task WaitAsync(RoundCall call, PendingReason reason)
    {
        (call.State, call.Pending) = (CallState.Waiting, reason);
        _telemetry.Waits(call, reason);
        await _log.AppendAsync("waiting", json => RunRecords.WriteCall(json, call)).ConfigureAwait(false);
        await _emit(new CallWaiting(call.Key.Round, PendingOf(call))).ConfigureAwait(false);
    }

    /// <summary>Answers a call that did not run.</summary>
    public Task AnswerAsync(RoundCall call, ToolOutput output) => AnswerAsync(call, output, TimeSpan.Zero, exception: null);

    /// <summary>A failure as the model is told of it.</summary>
    public static ToolOutput Problem(string type, string message)
    {
        var json = new System.Text.Json.Nodes.JsonObject { ["error"] = new System.Text.Json.Nodes.JsonObject { ["type"] = type, ["message"] = message } };
        return ToolOutput.FromError(json.ToJsonString());
    }

    public static PendingCall PendingOf(RoundCall call) => new(call.ToolCall, call.Pending!.Value, ToolArguments.Digest(call.Name, call.Executed));

    /// <summary>Takes back the calls that wait for their turn.</summary>
    public IReadOnlyList<RoundCall> TakeBack() => _scheduler.TakeBack();

    /// <summary>Cancels all tools, and waits for them a while.</summary>
    /// <returns>The calls whose tools still run.</returns>
    public async Task<IReadOnlyList<ToolCall>> StopAsync()
    {
        _scheduler.TakeBack();
        await _stop.CancelAsync().ConfigureAwait(false);
        var running = _scheduler.Running;
        var all = Task.WhenAll(running.Select(static call => call.Answered));
        await Task.WhenAny(all, Task.Delay(_options.Grace, _time)).ConfigureAwait(false);
        return [.. running.Where(static call => !call.Answered.IsCompleted).Select(static call => call.ToolCall)];
    }

    public void Dispose() => _stop.Dispose();

    private Tool? ToolOf(RoundCall call) => call.Tool ??= _tools.TryGetValue(call.Name, out var tool) && tool.IsCustom == call.IsCustom ? tool : null;

    private void Enqueue(RoundCall call, Func<ToolCall, CancellationToken, Task<ToolOutput>> run)
    {
        call.Run = run;
        call.QueuedAt = _time.GetTimestamp();
        _started++;
        _scheduler.Add(call);
    }

    /// <summary>Checks the arguments; where they do not fit, asks once for others, and else tells the model.</summary>
    private async Task<Func<ToolCall, CancellationToken, Task<ToolOutput>>?> FitAsync(RoundCall call, Tool tool)
    {
        var invocation = tool.Invoke!(call.Executed);
        if (invocation.Error is { } error && tool.Repair?.Invoke(call.ToolCall, error) is { } repaired)
        {
            call.Executed = repaired;
            invocation = tool.Invoke(repaired);
        }

        if (invocation.Run is null)
        {
            await AnswerAsync(call, Problem("invalid_arguments", invocation.Error!)).ConfigureAwait(false);
        }

        return invocation.Run;
    }

    private async Task ApplyAsync(RoundCall call, Tool tool, Func<ToolCall, CancellationToken, Task<ToolOutput>> run, Approval approval)
    {
        switch (approval.Kind)
        {
            case ApprovalKind.Ask:
                await WaitAsync(call, PendingReason.Approval).ConfigureAwait(false);
                break;
            case ApprovalKind.Refuse:
                await RefuseAsync(call, approval.Reason).ConfigureAwait(false);
                break;
            case ApprovalKind.Run when approval.Arguments is { } arguments:
                call.Executed = arguments;
                if (await FitAsync(call, tool).ConfigureAwait(false) is { } other)
                {
                    Enqueue(call, other);
                }

                break;
            default:
                Enqueue(call, run);
                break;
        }
    }

    private Task RefuseAsync(RoundCall call, string? reason) =>
        AnswerAsync(call, Problem("refused", reason is { Length: > 0 } ? reason : "The user refused this call."));

    private async Task ExecuteAsync(RoundCall call)
    {
        var start = _time.GetTimestamp();
        try
        {
            call.WasStarted = true;
            await _log.AppendAsync("call", json => RunRecords.WriteCall(json, call), durable: true).ConfigureAwait(false);
            await _emit(new CallStarted(call.Key.Round, call.ToolCall)).ConfigureAwait(false);
            start = _time.GetTimestamp();
            using var span = _telemetry.BeginTool(call);
            using var timeout = new CancellationTokenSource(call.Tool!.Timeout, _time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, timeout.Token);
            var (output, exception) = await InvokeAsync(call, timeout.Token, both.Token).ConfigureAwait(false);
            span.End(output, _time.GetElapsedTime(start), exception, _stop.IsCancellationRequested);
            await AnswerAsync(call, ToolOutputs.Shorten(output, call.Tool.MaxOutputChars), _time.GetElapsedTime(start), exception).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The journal failed, or the run is another host's now: the run ends with that, and the call must not keep it waiting.
            Fault ??= e;
            call.Answer(Problem("cancelled", "The call was cancelled."));
        }
    }

    /// <summary>Why records could not be written; null where they could.</summary>
    public Exception? Fault { get; private set; }

    private async Task<(ToolOutput Output, Exception? Exception)> InvokeAsync(RoundCall call, CancellationToken timeout, CancellationToken both)
    {
        try
        {
            var task = call.Run!(call.ToolCall, both);
            return (await task.WaitAsync(timeout).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return (Problem("cancelled", "The call was cancelled. It may have had an effect."), null);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested)
        {
            return (Problem("timeout", "The tool took too long."), e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return (ToolOutputs.FromException(e, _options.DetailedErrors), e);
        }
    }

    private async Task AnswerAsync(RoundCall call, ToolOutput output, TimeSpan duration, Exception? exception)
    {
        await _log.AppendAsync("output", json => RunRecords.WriteOutput(json, call, output), durable: call.WasStarted).ConfigureAwait(false);
        await _emit(new CallFinished(call.Key.Round, call.ToolCall, output, duration, exception)).ConfigureAwait(false);
        call.Answer(output);
    }
}
