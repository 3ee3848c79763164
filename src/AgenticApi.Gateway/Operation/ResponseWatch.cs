using System.Text.Json;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Measures a response from its request to its end, and ends it if it takes too long or the gateway shuts down.</summary>
/// <remarks>Only the first call that ends the watch has an effect.</remarks>
internal sealed class ResponseWatch : IDisposable
{
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenRegistration _ending;
    private readonly CancellationToken _shutdown;
    private readonly ResponseTelemetry _telemetry;
    private IDisposable? _backgroundResponse;
    private bool _hasEnded;

    public ResponseWatch(ResponsesGatewayOptions options, JsonElement request, CancellationToken shutdown)
    {
        _time = new(options.Limits.ResponseTimeout, options.Clock);
        _shutdown = shutdown;
        _ending = shutdown.Register(static time => ((CancellationTokenSource)time!).Cancel(), _time);
        _telemetry = new(options, request);
        MustEnd = _time.Token;
    }

    /// <summary>Cancelled when the response must end, even if the client still waits for it.</summary>
    public CancellationToken MustEnd { get; }

    private string Reason => _shutdown.IsCancellationRequested ? "The gateway is shutting down." : "The response took too long.";

    /// <summary>Returns the deltas of the model, and <see cref="Failure"/> as the last one if the response must end before the model has finished.</summary>
    public IAsyncEnumerable<ModelDelta> Watch(IAsyncEnumerable<ModelDelta> deltas) => new WatchedDeltas(deltas, this);

    /// <summary>Disposes a background response of <see cref="GatewayOperation.BeginBackgroundResponse"/> at the end.</summary>
    public void EndWith(IDisposable backgroundResponse) => _backgroundResponse = backgroundResponse;

    /// <summary>Records that the first delta of the model has arrived.</summary>
    public void RecordFirstDelta() => _telemetry.RecordFirstDelta();

    /// <summary>Returns the delta that ends the response as <c>failed</c>.</summary>
    public ErrorDelta Failure() => new(ErrorDelta.ServerError, Reason);

    /// <summary>Returns the error for a client that has not received anything of its response.</summary>
    public GatewayException Refusal() => new(
        _shutdown.IsCancellationRequested ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status504GatewayTimeout, Reason, code: "response_ended");

    /// <summary>Ends the watch with the response; null if the response did not reach its end.</summary>
    public void End(Response? response)
    {
        if (TryEnd())
        {
            _telemetry.End(response);
        }
    }

    /// <summary>Ends the watch without a response.</summary>
    public void End(Exception exception)
    {
        if (TryEnd())
        {
            _telemetry.Fail(exception);
        }
    }

    public void Dispose() => TryEnd();

    private bool TryEnd()
    {
        if (_hasEnded)
        {
            return false;
        }

        _hasEnded = true;
        _ending.Dispose();
        _time.Dispose();
        _backgroundResponse?.Dispose();
        return true;
    }
}
