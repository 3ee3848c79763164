using System.Diagnostics;

namespace AgenticApi.Execution;

/// <summary>The span, the metrics and the log of a run, and the parent of the spans of its rounds and tools.</summary>
/// <remarks>Every span gets its parent explicitly, because <see cref="Activity.Current"/> belongs to the consumer while it handles events.</remarks>
internal sealed class RunTelemetry : IDisposable
{
    private readonly Agent _agent;
    private readonly long _began;
    private readonly Activity? _span;
    private RoundTelemetry? _round;
    private string? _error = "_OTHER";
    private bool _isStopped;

    private RunTelemetry(Agent agent, string runId, ActivityContext caller, bool isResumed)
    {
        (_agent, RunId, _began) = (agent, runId, agent.Time.GetTimestamp());
        if (AgentTelemetry.Source.HasListeners())
        {
            if (caller == default)
            {
                // Otherwise the source would use the consumer's span as the parent.
                Activity.Current = null;
            }

            _span = AgentTelemetry.Source.StartActivity(SpanName(TelemetryNames.InvokeAgent, agent.Name), ActivityKind.Internal, caller);
            SetTags();
        }

        RunLogging.RunBegins(agent.Logger, runId, isResumed);
    }

    /// <summary>The id of the run.</summary>
    public string RunId { get; }

    /// <summary>The trace context for the journal, as <c>traceparent</c>; null if there is no span.</summary>
    public string? TraceParent => _span is { IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;

    /// <summary>Begins the span of the run, which becomes <see cref="Activity.Current"/> of the calling method.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="runId">The id of the run.</param>
    /// <param name="caller">The span of the caller; default for none.</param>
    /// <param name="isResumed">Whether the run is resumed.</param>
    public static RunTelemetry Begin(Agent agent, string runId, ActivityContext caller, bool isResumed) => new(agent, runId, caller, isResumed);

    /// <summary>Links the span of a resumed run to the span in which the run began.</summary>
    /// <param name="records">The records of the run.</param>
    public void LinkTo(IReadOnlyList<RunRecord> records)
    {
        if (_span is not null && ActivityContext.TryParse(RunRecords.ReadTrace(records), null, isRemote: true, out var context))
        {
            _span.AddLink(new ActivityLink(context));
        }
    }

    /// <summary>Begins the span of a round.</summary>
    public RoundTelemetry BeginRound(RunState state) => _round = new RoundTelemetry(_agent, RunId, state, _span?.Context ?? default);

    /// <summary>Records that an event of the round's response has arrived.</summary>
    public void Streams() => _round?.Streams();

    /// <summary>Records a step of a recovery.</summary>
    public void Recovers(Recovery recovery)
    {
        _round?.Recovers(recovery);
        RunLogging.Recovers(_agent.Logger, RunId, _round?.Number ?? 0, recovery);
    }

    /// <summary>Records that a call waits.</summary>
    public void Waits(RoundCall call, PendingReason reason)
    {
        if (_span is not null)
        {
            var name = reason == PendingReason.InDoubt ? TelemetryNames.CallInDoubt : TelemetryNames.CallWaiting;
            _span.AddEvent(new ActivityEvent(name, tags: new()
            {
                [TelemetryNames.ToolName] = call.Name,
                [TelemetryNames.Round] = call.Key.Round,
                [TelemetryNames.Position] = call.Key.Position,
                [TelemetryNames.Pending] = reason.ToString(),
            }));
        }

        RunLogging.CallWaits(_agent.Logger, RunId, call.Key.Round, call.Key.Position, call.Name, reason);
    }

    /// <summary>Begins the span of a tool, which becomes <see cref="Activity.Current"/> of the calling method and of the tool.</summary>
    public ToolTelemetry BeginTool(RoundCall call) => new(_agent, call, _round is { } round && round.Number == call.Key.Round ? round.Context : _span?.Context ?? default);

    /// <summary>Ends the run.</summary>
    public void End(RunResult result)
    {
        _error = result.Outcome is RunOutcome.Failed or RunOutcome.Truncated or RunOutcome.Cancelled ? TelemetryErrors.Of(result) : null;
        if (_span is { IsAllDataRequested: true } span)
        {
            span.SetTag(TelemetryNames.Outcome, result.Outcome.ToString());
            if (result.StopReason != StopReason.None)
            {
                span.SetTag(TelemetryNames.StopReason, result.StopReason.ToString());
            }

            UsageTags.Set(span, result.Usage);
        }

        Stop();
        if (result.StopReason is not (StopReason.None or StopReason.Requested))
        {
            RunLogging.LimitReached(_agent.Logger, RunId, result.StopReason);
        }

        foreach (var call in result.StillRunning)
        {
            RunLogging.ToolStillRuns(_agent.Logger, RunId, call.Key.Round, call.Key.Position, call.Name);
        }

        RunLogging.RunEnds(_agent.Logger, RunId, result.Outcome, result.Rounds, Elapsed.TotalMilliseconds);
    }

    /// <summary>Records an exception that ends the run in this process.</summary>
    public void Fail(Exception exception)
    {
        _error = TelemetryErrors.Of(exception);
        RunLogging.RunFails(_agent.Logger, RunId, _error, _agent.Options.RecordsContent ? exception : null);
    }

    public void Dispose() => Stop();

    /// <summary>Returns the name of a span: the operation and, if known, its subject.</summary>
    public static string SpanName(string operation, string? subject) => subject is { Length: > 0 } ? $"{operation} {subject}" : operation;

    private TimeSpan Elapsed => _agent.Time.GetElapsedTime(_began);

    private void SetTags()
    {
        if (_span is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.SetTag(TelemetryNames.Operation, TelemetryNames.InvokeAgent);
        span.SetTag(TelemetryNames.Provider, TelemetryNames.OpenAI);
        span.SetTag(TelemetryNames.AgentName, _agent.Name);
        span.SetTag(TelemetryNames.RequestModel, _agent.Model);
        span.SetTag(TelemetryNames.Run, RunId);
    }

    private void Stop()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        if (AgentTelemetry.Instruments.RunDuration.Enabled)
        {
            var tags = new TagList { { TelemetryNames.Operation, TelemetryNames.InvokeAgent }, { TelemetryNames.Provider, TelemetryNames.OpenAI } };
            tags.AddKnown(TelemetryNames.AgentName, _agent.Name);
            tags.AddKnown(TelemetryNames.RequestModel, _agent.Model);
            tags.AddKnown(TelemetryNames.ErrorType, _error);
            AgentTelemetry.Instruments.RunDuration.Record(Elapsed.TotalSeconds, tags);
        }

        TelemetryErrors.Mark(_span, _error);
        _span?.Dispose();
    }
}
