using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AgenticApi.Serving.Chat;

namespace AgenticApi.Gateway;

/// <summary>The span and the metrics of one response, without anything of its content.</summary>
internal sealed class ResponseTelemetry
{
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly bool _isStream;
    private readonly string? _model;
    private readonly Activity? _span;
    private TimeSpan? _toFirst;

    public ResponseTelemetry(ResponsesGatewayOptions options, JsonElement request)
    {
        _clock = options.Clock;
        _began = _clock.GetTimestamp();
        _isStream = request.Member("stream").ValueKind == JsonValueKind.True;
        _model = PlainName.OfModel(request.Member("model").Text());
        if (GatewayTelemetry.Source.HasListeners())
        {
            // The span of the request to the model's server is its child, so it is the client's side of the model.
            _span = GatewayTelemetry.Source.StartActivity(_model is null ? TelemetryNames.Chat : $"{TelemetryNames.Chat} {_model}", ActivityKind.Client);
            SetTags(options.Upstream);
        }
    }

    /// <summary>Notes that the model has said something.</summary>
    public void Speaks() => _toFirst ??= Elapsed;

    /// <summary>Ends it.</summary>
    /// <param name="response">The response as it ended; null if it has not.</param>
    public void End(Response? response)
    {
        var error = response is null ? "cancelled" : response.Status is "failed" ? PlainName.OfError(response.Error?.Code) ?? "failed" : null;
        if (_span is { IsAllDataRequested: true } && response is not null)
        {
            SetTags(_span, response);
        }

        if (response?.Usage is { } usage && GatewayTelemetry.Instruments.TokenUsage.Enabled)
        {
            GatewayTelemetry.Instruments.TokenUsage.Record(usage.InputTokens, Tags(null, "input"));
            GatewayTelemetry.Instruments.TokenUsage.Record(usage.OutputTokens, Tags(null, "output"));
        }

        if (_isStream && error is null && _toFirst is { } first)
        {
            GatewayTelemetry.Instruments.TimeToFirstToken.Record(first.TotalSeconds, Tags(null));
            if (response!.Usage is { OutputTokens: > 1 } used)
            {
                GatewayTelemetry.Instruments.TimePerOutputToken.Record((Elapsed - first).TotalSeconds / (used.OutputTokens - 1), Tags(null));
            }
        }

        Stop(error);
    }

    /// <summary>Ends it without a response.</summary>
    public void Fail(Exception exception) => Stop(exception switch
    {
        // The status and not the code: the code is the model's server's own word.
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
        span.SetTag(TelemetryNames.ResponseStatus, PlainName.OfError(response.Status));
        span.SetTag(TelemetryNames.TimeToFirstChunk, _isStream ? _toFirst?.TotalSeconds : null);
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

        // A model that the server has not answered for may be any name, and each would be a series of its own.
        if (_model is not null && _toFirst is not null)
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
