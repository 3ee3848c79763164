using AgenticApi.Cassettes;
using AgenticApi.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>A server on loopback that passes on requests to another server and records them with their answers.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    // The time in which open turns must be written when the proxy stops.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(8);

    private readonly CassetteRecording _recording;
    private readonly SeenSecrets _secrets;
    private readonly RequestGuard _guard;
    private readonly PassedRequest _http;
    private readonly PassedSocket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _idle = new();
    private LoopbackServer? _server;

    // The number of open requests, plus one until the proxy stops.
    private int _open = 1;

    private RecordingProxy(ListenSettings settings)
    {
        _secrets = new SeenSecrets(settings.Key);
        _guard = new RequestGuard(settings.Hosts);
        _recording = settings.Recording(_secrets);
        var address = new UpstreamAddress(settings.Upstream);
        var clean = CassetteRedaction.Of(settings.Key ?? "").Replace;
        _http = new PassedRequest(settings, address, _recording, clean);
        _socket = new PassedSocket(settings, address, _recording, clean);
    }

    /// <summary>The address of the proxy, with a slash at the end.</summary>
    public Uri Url => _server!.Url;

    /// <summary>The number of recorded turns.</summary>
    public int Count => _recording.Cassette.Turns.Count;

    /// <summary>Whether a turn could not be recorded.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Starts a proxy.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<RecordingProxy> StartAsync(ListenSettings settings, CancellationToken cancellationToken)
    {
        var proxy = new RecordingProxy(settings);
        proxy._server = await LoopbackServer.StartAsync(
            application =>
            {
                application.UseWebSockets();
                application.Run(proxy.ServeAsync);
            },
            settings.Port,
            cancellationToken,
            settings.Limits).ConfigureAwait(false);
        return proxy;
    }

    /// <summary>Prints the base URL and serves until it is stopped. Open turns then end and are recorded so far.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var _ = cancellationToken.Register(_end.Cancel);
        await _server!.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        Close();
        // Open turns are written with the events that have arrived.
        await Task.WhenAny(_idle.Task, Task.Delay(StopTimeout)).ConfigureAwait(false);
        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }

        _http.Dispose();
        _end.Dispose();
    }

    private void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _idle.TrySetResult();
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _open);
        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _end.Token);
            await (_guard.Refusal(context.Request) is var (status, message)
                ? ServedError.SendAsync(context, status, message)
                : PassAsync(context, end.Token)).ConfigureAwait(false);
        }
        finally
        {
            Close();
        }
    }

    private async Task PassAsync(HttpContext context, CancellationToken cancellationToken)
    {
        _secrets.Add(context.Request.Headers);
        try
        {
            await (context.WebSockets.IsWebSocketRequest
                ? _socket.PassAsync(context, cancellationToken)
                : _http.PassAsync(context, cancellationToken)).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            // The body is too large, arrives too slowly, or is damaged.
            await ServedError.SendAsync(context, e.StatusCode, e.Message).ConfigureAwait(false);
        }
        catch (CassetteException e)
        {
            HasFailed = true;
            await FailAsync(context, e.Message).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            await FailAsync(context, $"The server cannot be reached: {e.Message}").ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client disconnected, or the proxy stops. Abort tells the client that the answer is incomplete.
            context.Abort();
        }

        // Kestrel handles an IOException: it sends the bytes written so far and then breaks the connection.
    }

    private static async Task FailAsync(HttpContext context, string message)
    {
        Terminal.Error(message);
        if (!context.Response.HasStarted)
        {
            await ServedError.SendAsync(context, StatusCodes.Status502BadGateway, message).ConfigureAwait(false);
        }
    }
}
