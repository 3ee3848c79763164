using AgenticApi.Cassettes;
using AgenticApi.Gateway;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AgenticApi.Cli;

/// <summary>A server on loopback that passes everything on to another, and records what is asked and answered.</summary>
internal sealed class RecordingProxy : IAsyncDisposable
{
    // How long what is being written may take once the proxy is to end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly CassetteRecording _recording;
    private readonly SeenSecrets _secrets;
    private readonly RequestGuard _guard;
    private readonly PassedRequest _http;
    private readonly PassedSocket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _idle = new();
    private LoopbackServer? _server;

    // The proxy itself counts as one until it ends.
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

    /// <summary>Where it listens, with a slash at the end.</summary>
    public Uri Url => _server!.Url;

    /// <summary>How many turns were recorded.</summary>
    public int Count => _recording.Cassette.Turns.Count;

    /// <summary>Whether a turn could not be recorded.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Starts one.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
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

    /// <summary>Prints the base URL, and serves until it is told to stop. What is under way then is left, and recorded as far as it came.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var _ = cancellationToken.Register(_end.Cancel);
        await _server!.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        Close();
        // Turns are written with what had come.
        await Task.WhenAny(_idle.Task, Task.Delay(Patience)).ConfigureAwait(false);
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
        _secrets.Note(context.Request.Headers);
        try
        {
            await (context.WebSockets.IsWebSocketRequest ? _socket.PassAsync(context, cancellationToken) : _http.PassAsync(context, cancellationToken)).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            // The body is too large, too slow or damaged.
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
            // The client has left, or the proxy ends: what the client has is not whole.
            context.Abort();
        }

        // An IOException goes on to the web server, which sends what was written, and then breaks the connection off.
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
