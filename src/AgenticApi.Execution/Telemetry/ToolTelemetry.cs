using System.Diagnostics;

namespace AgenticApi.Execution;

/// <summary>The span and the metrics of one execution of a tool.</summary>
internal readonly struct ToolTelemetry : IDisposable
{
    private readonly Agent _agent;
    private readonly RoundCall _call;
    private readonly Activity? _span;

    public ToolTelemetry(Agent agent, RoundCall call, ActivityContext parent)
    {
        (_agent, _call) = (agent, call);
        if (AgentTelemetry.Source.HasListeners())
        {
            _span = AgentTelemetry.Source.StartActivity(RunTelemetry.SpanName(TelemetryNames.ExecuteTool, call.Name), ActivityKind.Internal, parent);
            SetTags();
        }

        RunLogging.CallStarts(agent.Logger, call.Key.RunId, call.Key.Round, call.Key.Position, call.Name);
    }

    /// <summary>Ends the span.</summary>
    /// <param name="output">The output for the model.</param>
    /// <param name="duration">The duration of the execution.</param>
    /// <param name="exception">The exception of the tool; null for none.</param>
    /// <param name="isCancelled">Whether the run was cancelled.</param>
    public void End(ToolOutput output, TimeSpan duration, Exception? exception, bool isCancelled)
    {
        var error = output.IsError ? TelemetryErrors.Of(exception, isCancelled) : null;
        if (_span is { IsAllDataRequested: true } span && _agent.Options.RecordsContent)
        {
            span.SetTag(TelemetryNames.ToolResult, output.Text ?? output.Parts.GetRawText());
            if (exception is not null)
            {
                span.AddException(exception);
            }
        }

        if (AgentTelemetry.Instruments.ToolDuration.Enabled)
        {
            var tags = new TagList { { TelemetryNames.Operation, TelemetryNames.ExecuteTool }, { TelemetryNames.ToolName, _call.Name }, { TelemetryNames.ToolType, TypeOf(_call) } };
            tags.AddKnown(TelemetryNames.ErrorType, error);
            AgentTelemetry.Instruments.ToolDuration.Record(duration.TotalSeconds, tags);
        }

        TelemetryErrors.Mark(_span, error);
        _span?.Dispose();
        if (error is null)
        {
            RunLogging.CallEnds(_agent.Logger, _call.Key.RunId, _call.Key.Round, _call.Key.Position, _call.Name, duration.TotalMilliseconds);
        }
        else
        {
            // The message of an exception may be content.
            RunLogging.CallFails(_agent.Logger, _call.Key.RunId, _call.Key.Round, _call.Key.Position, _call.Name, duration.TotalMilliseconds, error, _agent.Options.RecordsContent ? exception : null);
        }
    }

    public void Dispose() => _span?.Dispose();

    private static string TypeOf(RoundCall call) => call.IsCustom ? "extension" : "function";

    private void SetTags()
    {
        if (_span is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.SetTag(TelemetryNames.Operation, TelemetryNames.ExecuteTool);
        span.SetTag(TelemetryNames.ToolName, _call.Name);
        span.SetTag(TelemetryNames.ToolType, TypeOf(_call));
        span.SetTag(TelemetryNames.ToolCallId, _call.CallId);
        span.SetTag(TelemetryNames.Run, _call.Key.RunId);
        span.SetTag(TelemetryNames.Round, _call.Key.Round);
        span.SetTag(TelemetryNames.Position, _call.Key.Position);
        span.SetTag(TelemetryNames.QueueTime, _agent.Time.GetElapsedTime(_call.QueuedAt).TotalSeconds);
        if (_agent.Options.RecordsContent)
        {
            span.SetTag(TelemetryNames.ToolArguments, _call.Executed);
        }
    }
}
