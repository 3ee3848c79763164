using System.Text.Json;
using AgenticApi.Serving;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Accompanies a response from its request to its end: measures it, and ends it where it takes too long or the gateway stops.</summary>
/// <remarks>Ended once, by whatever ends first; what comes after that does nothing.</remarks>
internal sealed class ResponseWatch : IDisposable
{
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenRegistration _ending;
    private readonly CancellationToken _gatewayEnds;
    private readonly ResponseTelemetry _telemetry;
    private IDisposable? _place;
    private bool _hasEnded;

    public ResponseWatch(ResponsesGatewayOptions options, JsonElement request, CancellationToken gatewayEnds)
    {
        _time = new(options.Limits.ResponseTimeout, options.Clock);
        _gatewayEnds = gatewayEnds;
        _ending = gatewayEnds.Register(static time => ((CancellationTokenSource)time!).Cancel(), _time);
        _telemetry = new(options, request);
        MustEnd = _time.Token;
    }

    /// <summary>Cancelled when the response must end, whoever waits for it.</summary>
    public CancellationToken MustEnd { get; }

    private string Reason => _gatewayEnds.IsCancellationRequested ? "The gateway stops." : "The response took too long.";

    /// <summary>What the model says, and a failure where the response must end before the model does.</summary>
    public IAsyncEnumerable<ModelDelta> Around(IAsyncEnumerable<ModelDelta> deltas) => new WatchedDeltas(deltas, this);

    /// <summary>The place of a response in the background, which is given back at its end.</summary>
    public void Hold(IDisposable place) => _place = place;

    /// <summary>Notes that the model has said something.</summary>
    public void Speaks() => _telemetry.Speaks();

    public ErrorDelta Failure() => new(ErrorDelta.ServerError, Reason);

    /// <summary>The error for a client that has no response yet.</summary>
    public GatewayException Refusal() => new(
        _gatewayEnds.IsCancellationRequested ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status504GatewayTimeout, Reason, code: "response_ended");

    /// <summary>Ends it with its response; null if none was made to its end.</summary>
    public void End(Response? response)
    {
        if (Ends())
        {
            _telemetry.End(response);
        }
    }

    /// <summary>Ends it without a response.</summary>
    public void End(Exception exception)
    {
        if (Ends())
        {
            _telemetry.Fail(exception);
        }
    }

    public void Dispose() => Ends();

    private bool Ends()
    {
        if (_hasEnded)
        {
            return false;
        }

        _hasEnded = true;
        _ending.Dispose();
        _time.Dispose();
        _place?.Dispose();
        return true;
    }
}
