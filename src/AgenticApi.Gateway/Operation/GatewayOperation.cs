using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>What a gateway does at once, and its end.</summary>
#pragma warning disable CA1001 // It lives as long as the process, and its sources have no timer that disposing would free.
internal sealed class GatewayOperation(ResponsesGatewayOptions options)
#pragma warning restore CA1001
{
    // How long responses that must end may take to be kept.
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Places _requests = new(options.Limits.MaxRequests);
    private readonly Places _background = new(options.Limits.MaxBackgroundResponses);
    private readonly Places _sockets = new(options.Limits.MaxSockets);

    /// <summary>Cancelled when the gateway stops: it takes no more requests, and ends those that it has.</summary>
    public CancellationToken Stopping => _stop.Token;

    /// <summary>Cancelled when the responses that are still made must end at once.</summary>
    public CancellationToken Ending => _end.Token;

    private GatewayError Stops { get; } = new(StatusCodes.Status503ServiceUnavailable, "The gateway stops. Ask again.", Code: "gateway_stopping")
    {
        // Another gateway may take it, or this one when it has started again.
        RetryAfter = "1",
    };

    /// <summary>Begins to serve a request.</summary>
    /// <exception cref="GatewayException">The gateway stops, or serves as many as it may.</exception>
    public IDisposable Serve() => Take(_requests, "The gateway serves as many requests as it may.");

    /// <summary>Begins a response in the background.</summary>
    /// <exception cref="GatewayException">The gateway stops, or makes as many as it may.</exception>
    public IDisposable ServeInBackground() => Take(_background, "The gateway makes as many responses in the background as it may.");

    /// <summary>Begins to serve a WebSocket.</summary>
    /// <exception cref="GatewayException">The gateway stops, or serves as many as it may.</exception>
    public IDisposable ServeSocket() => Take(_sockets, "The gateway has as many WebSockets open as it may.");

    /// <summary>Begins a response.</summary>
    /// <param name="request">The body of its request.</param>
    public ResponseWatch Watch(JsonElement request) => new(options, request, Ending);

    /// <summary>Stops: waits until all that is served has ended, and ends it where it takes too long.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        var served = Task.WhenAll(_requests.WhenFreeAsync(), _background.WhenFreeAsync(), _sockets.WhenFreeAsync());
        await WaitAsync(served, options.StopTimeout, cancellationToken).ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        await WaitAsync(served, EndTime, CancellationToken.None).ConfigureAwait(false);
    }

    private static Task WaitAsync(Task served, TimeSpan time, CancellationToken cancellationToken) =>
        ((Task)served.WaitAsync(time, cancellationToken)).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private IDisposable Take(Places places, string full) =>
        _stop.IsCancellationRequested
            ? throw new GatewayException(Stops)
            : places.TryTake() ?? throw new GatewayException(new(StatusCodes.Status503ServiceUnavailable, full + " Ask again in a while.", Code: "gateway_busy") { RetryAfter = "1" });
}
