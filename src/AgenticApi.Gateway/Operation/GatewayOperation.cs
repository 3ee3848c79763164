using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Counts what a gateway serves at once, and shuts it down.</summary>
#pragma warning disable CA1001 // It lives as long as the process, and its token sources have no timers that need to be disposed.
internal sealed class GatewayOperation(ResponsesGatewayOptions options)
#pragma warning restore CA1001
{
    // The time to store responses that were ended by the shutdown.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _mustEnd = new();
    private readonly ConcurrencyLimit _requests = new(options.Limits.MaxRequests);
    private readonly ConcurrencyLimit _background = new(options.Limits.MaxBackgroundResponses);
    private readonly ConcurrencyLimit _sockets = new(options.Limits.MaxSockets);

    /// <summary>Cancelled when the gateway begins to shut down: it accepts no more requests, and finishes those in progress.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Cancelled when the shutdown no longer waits: responses in progress must end at once.</summary>
    public CancellationToken ResponsesMustEnd => _mustEnd.Token;

    private GatewayError ShuttingDown { get; } = new(StatusCodes.Status503ServiceUnavailable, "The gateway is shutting down. Retry the request.", Code: "gateway_stopping")
    {
        // Another gateway may serve the request, or this one after a restart.
        RetryAfter = "1",
    };

    /// <summary>Begins to serve a request.</summary>
    /// <returns>Ends the request when it is disposed.</returns>
    /// <exception cref="GatewayException">The gateway shuts down, or the limit is reached.</exception>
    public IDisposable BeginRequest() => Acquire(_requests, "The gateway serves the maximum number of requests.");

    /// <summary>Begins a background response.</summary>
    /// <returns>Ends it when it is disposed.</returns>
    /// <exception cref="GatewayException">The gateway shuts down, or the limit is reached.</exception>
    public IDisposable BeginBackgroundResponse() => Acquire(_background, "The gateway creates the maximum number of background responses.");

    /// <summary>Begins to serve a WebSocket.</summary>
    /// <returns>Ends it when it is disposed.</returns>
    /// <exception cref="GatewayException">The gateway shuts down, or the limit is reached.</exception>
    public IDisposable BeginSocket() => Acquire(_sockets, "The gateway has the maximum number of open WebSockets.");

    /// <summary>Begins to measure a response and to limit its time.</summary>
    /// <param name="request">The body of its request.</param>
    public ResponseWatch Watch(JsonElement request) => new(options, request, ResponsesMustEnd);

    /// <summary>
    /// Shuts down: waits until everything that is served has ended, at most <see cref="ResponsesGatewayOptions.StopTimeout"/>, and then ends the
    /// responses that are left.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        var idle = Task.WhenAll(_requests.WhenIdleAsync(), _background.WhenIdleAsync(), _sockets.WhenIdleAsync());
        await WaitAsync(idle, options.StopTimeout, cancellationToken).ConfigureAwait(false);
        await _mustEnd.CancelAsync().ConfigureAwait(false);
        await WaitAsync(idle, TimeToEnd, CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task WaitAsync(Task idle, TimeSpan time, CancellationToken cancellationToken) =>
        await idle.WaitAsync(time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private IDisposable Acquire(ConcurrencyLimit limit, string full) =>
        _stopping.IsCancellationRequested
            ? throw new GatewayException(ShuttingDown)
            : limit.TryAcquire() ?? throw new GatewayException(new(StatusCodes.Status503ServiceUnavailable, full + " Retry later.", Code: "gateway_busy") { RetryAfter = "1" });
}
