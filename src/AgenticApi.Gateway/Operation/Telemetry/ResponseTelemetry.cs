using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Gateway;

/// <summary>Records the span and the metrics of one response, without its content.</summary>
internal sealed class ResponseTelemetry
{
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly bool _isStream;
    private readonly string? _model;
    private readonly Activity? _span;
    private TimeSpan? _timeToFirst;

    public ResponseTelemetry(ResponsesGatewayOptions options, JsonElement request)
    {
        _clock = options.Clock;
        _began = _clock.GetTimestamp();
        _isStream = request.Member("stream").ValueKind == JsonValueKind.True;
        _model = PlainName.Model(request.Member("model").Text());
        if (GatewayTelemetry.Source.HasListeners())
        {
            // A client span, because the gateway is the client of the model's server: the span of that HTTP request is its child.
            _span = GatewayTelemetry.Source.StartActivity(_model is null ? TelemetryNames.Chat : $"{TelemetryNames.Chat} {_model}", ActivityKind.Client);
            SetTags(options.Upstream);
        }
    }

    /// <summary>Records that the first delta of the model has arrived.</summary>
    public void RecordFirstDelta() => _timeToFirst ??= Elapsed;

    /// <summary>Ends the measurement.</summary>
    /// <param name="response">The final response; null if the response did not reach its end.</param>
    public void End(Response? response)
    {
        var error = response is null ? "cancelled" : response.Status is "failed" ? PlainName.ErrorCode(response.Error?.Code) ?? "failed" : null;
        if (_span is { IsAllDataRequested: true } && response is not null)
        {
            SetTags(_span, response);
        }

        if (response?.Usage is { } usage && GatewayTelemetry.Instruments.TokenUsage.Enabled)
        {
            GatewayTelemetry.Instruments.TokenUsage.Record(usage.InputTokens, Tags(null, "input"));
            GatewayTelemetry.Instruments.TokenUsage.Record(usage.OutputTokens, Tags(null, "output"));
        }

        if (_isStream && error is null && _timeToFirst is { } first)
        {
            GatewayTelemetry.Instruments.TimeToFirstToken.Record(first.TotalSeconds, Tags(null));
            if (response!.Usage is { OutputTokens: > 1 } used)
            {
                GatewayTelemetry.Instruments.TimePerOutputToken.Record((Elapsed - first).TotalSeconds / (used.OutputTokens - 1), Tags(null));
            }
        }

        Stop(error);
    }

    /// <summary>Ends the measurement of a response that was not created.</summary>
    public void Fail(Exception exception) => Stop(exception switch
    {
        // The status instead of the code, because the code may come from the model's server.
        GatewayException e => e.Error.Status.ToString(CultureInfo.InvariantCulture),
        OperationCanceledException => "cancelled",
        _ => exception.GetType().FullName,
    });

    private TimeSpan Elapsed => _clock.GetElapsedTime(_began);

    private void SetTags(Uri upstream)
    {
        if (_span is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.SetTag(TelemetryNames.Operation, TelemetryNames.Chat);
        span.SetTag(TelemetryNames.Provider, TelemetryNames.OpenAI);
        span.SetTag(TelemetryNames.RequestModel, _model);
        span.SetTag(TelemetryNames.RequestStream, _isStream);
        span.SetTag(TelemetryNames.ServerAddress, upstream.Host);
        span.SetTag(TelemetryNames.ServerPort, upstream.Port);
    }

    private void SetTags(Activity span, Response response)
    {
        span.SetTag(TelemetryNames.ResponseId, response.Id);
        span.SetTag(TelemetryNames.ResponseStatus, PlainName.ErrorCode(response.Status));
        span.SetTag(TelemetryNames.TimeToFirstChunk, _isStream ? _timeToFirst?.TotalSeconds : null);
        if (response.Usage is { } usage)
        {
            span.SetTag(TelemetryNames.InputTokens, usage.InputTokens);
            span.SetTag(TelemetryNames.OutputTokens, usage.OutputTokens);
            span.SetTag(TelemetryNames.CachedTokens, usage.CachedTokens > 0 ? usage.CachedTokens : null);
            span.SetTag(TelemetryNames.ReasoningTokens, usage.ReasoningTokens > 0 ? usage.ReasoningTokens : null);
        }
    }

    private TagList Tags(string? error, string? tokenType = null)
    {
        var tags = new TagList
        {
            { TelemetryNames.Operation, TelemetryNames.Chat },
            { TelemetryNames.Provider, TelemetryNames.OpenAI },
        };

        // Without an answer of the model's server, the name may be any text of the client. Each would become a time series.
        if (_model is not null && _timeToFirst is not null)
        {
            tags.Add(TelemetryNames.RequestModel, _model);
        }

        if (error is not null)
        {
            tags.Add(TelemetryNames.ErrorType, error);
        }

        if (tokenType is not null)
        {
            tags.Add(TelemetryNames.TokenType, tokenType);
        }

        return tags;
    }

    private void Stop(string? error)
    {
        if (GatewayTelemetry.Instruments.RequestDuration.Enabled)
        {
            GatewayTelemetry.Instruments.RequestDuration.Record(Elapsed.TotalSeconds, Tags(error));
        }

        if (error is not null)
        {
            _span?.SetTag(TelemetryNames.ErrorType, error);
            _span?.SetStatus(ActivityStatusCode.Error);
        }

        _span?.Dispose();
    }
}
