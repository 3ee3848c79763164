using System.Diagnostics;

namespace AgenticApi.Execution;

/// <summary>The span and the metrics of a round, from its request to the end of its response, including recoveries.</summary>
internal sealed class RoundTelemetry : IDisposable
{
    private readonly Agent _agent;
    private readonly string _runId;
    private readonly RunState _state;
    private readonly string? _model;
    private readonly long _began;
    private readonly Activity? _span;
    private bool _hasBegun;
    private bool _isStopped;

    public RoundTelemetry(Agent agent, string runId, RunState state, ActivityContext parent)
    {
        (_agent, _runId, _state, _model, Number) = (agent, runId, state, state.Template.Model, state.Round);
        _began = agent.Time.GetTimestamp();
        if (AgentTelemetry.Source.HasListeners())
        {
            _span = AgentTelemetry.Source.StartActivity(RunTelemetry.SpanName(TelemetryNames.Chat, _model), ActivityKind.Client, parent);
            SetTags();
        }

        // Kept, because tools also start after the span has ended.
        Context = _span?.Context ?? parent;
        RunLogging.RoundBegins(agent.Logger, runId, Number);
    }

    /// <summary>The number of the round, from 0.</summary>
    public int Number { get; }

    /// <summary>The parent of the spans of the round's tools.</summary>
    public ActivityContext Context { get; }

    /// <summary>Records that an event of the response has arrived.</summary>
    public void Streams()
    {
        if (_hasBegun)
        {
            return;
        }

        _hasBegun = true;
        var seconds = _agent.Time.GetElapsedTime(_began).TotalSeconds;
        if (_span is { IsAllDataRequested: true } span)
        {
            span.SetTag(TelemetryNames.TimeToFirstChunk, seconds);
        }

        if (AgentTelemetry.Instruments.TimeToFirstChunk.Enabled)
        {
            AgentTelemetry.Instruments.TimeToFirstChunk.Record(seconds, Tags(null, null));
        }
    }

    /// <summary>Records a step of a recovery.</summary>
    public void Recovers(Recovery recovery) => _span?.AddEvent(new ActivityEvent(RecoveryNames.Of(recovery)));

    /// <summary>Ends the round.</summary>
    /// <param name="result">The result of the response; null if there is none.</param>
    public void End(AccumulatedResponse? result)
    {
        if (result is null)
        {
            Stop(null, null);
            return;
        }

        var response = result.Response;
        if (_span is { IsAllDataRequested: true } span)
        {
            span.SetTag(TelemetryNames.ResponseId, response.Id.Length > 0 ? response.Id : null);
            span.SetTag(TelemetryNames.ResponseModel, response.Model);
            span.SetTag(TelemetryNames.Ending, result.Ending.ToString());
            span.SetTag(TelemetryNames.FinishReasons, new[] { FinishReason.Of(result) });
            UsageTags.Set(span, response.Usage);
            if (_agent.Options.RecordsContent)
            {
                span.SetTag(TelemetryNames.OutputMessages, ContentJson.Output(result));
            }
        }

        if (AgentTelemetry.Instruments.TokenUsage.Enabled && response.Usage is { } usage)
        {
            AgentTelemetry.Instruments.TokenUsage.Record(usage.InputTokens, Tags(response.Model, null, "input"));
            AgentTelemetry.Instruments.TokenUsage.Record(usage.OutputTokens, Tags(response.Model, null, "output"));
        }

        Stop(response.Model, TelemetryErrors.Of(result));
        RunLogging.RoundEnds(_agent.Logger, _runId, Number, result.Ending, Elapsed.TotalMilliseconds);
    }

    /// <summary>Ends a round that was abandoned because the run was cancelled or its journal failed.</summary>
    public void Dispose() => Stop(null, TelemetryErrors.Cancelled);

    private TimeSpan Elapsed => _agent.Time.GetElapsedTime(_began);

    private void SetTags()
    {
        if (_span is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.SetTag(TelemetryNames.Operation, TelemetryNames.Chat);
        span.SetTag(TelemetryNames.Provider, TelemetryNames.OpenAI);
        span.SetTag(TelemetryNames.RequestModel, _model);
        span.SetTag(TelemetryNames.RequestStream, true);
        span.SetTag(TelemetryNames.Conversation, _state.Template.Conversation);
        span.SetTag(TelemetryNames.Run, _runId);
        span.SetTag(TelemetryNames.Round, Number);
        if (_agent.Options.RecordsContent)
        {
            span.SetTag(TelemetryNames.SystemInstructions, ContentJson.Instructions(_state.Template.Instructions));
            span.SetTag(TelemetryNames.InputMessages, ContentJson.Input(_state.Items));
            span.SetTag(TelemetryNames.ToolDefinitions, ContentJson.Definitions(_state.Template.Tools));
        }
    }

    private TagList Tags(string? responseModel, string? error, string? tokenType = null)
    {
        var tags = new TagList
        {
            { TelemetryNames.Operation, TelemetryNames.Chat },
            { TelemetryNames.Provider, TelemetryNames.OpenAI },
        };
        tags.AddKnown(TelemetryNames.RequestModel, _model);
        tags.AddKnown(TelemetryNames.ResponseModel, responseModel);
        tags.AddKnown(TelemetryNames.ErrorType, error);
        tags.AddKnown(TelemetryNames.TokenType, tokenType);
        return tags;
    }

    private void Stop(string? responseModel, string? error)
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        if (AgentTelemetry.Instruments.RoundDuration.Enabled)
        {
            AgentTelemetry.Instruments.RoundDuration.Record(Elapsed.TotalSeconds, Tags(responseModel, error));
        }

        TelemetryErrors.Mark(_span, error);
        _span?.Dispose();
    }
}
