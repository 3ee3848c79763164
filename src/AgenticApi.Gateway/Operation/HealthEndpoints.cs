using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Answers health checks: whether the process runs, and whether it can serve requests.</summary>
internal sealed class HealthEndpoints(ResponsesGatewayOptions options, GatewayOperation operation)
{
    // Health checks need no key, so they must not cause more than one read of the store in this time.
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StoreTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private long _checkedAt;
    private Task<bool>? _check;

    public static Task LiveAsync(HttpContext context) => AnswerAsync(context, "live", isHealthy: true);

    public async Task ReadyAsync(HttpContext context)
    {
        if (operation.Stopping.IsCancellationRequested)
        {
            await AnswerAsync(context, "stopping", isHealthy: false).ConfigureAwait(false);
            return;
        }

        var isAvailable = await IsStoreAvailableAsync().ConfigureAwait(false);
        await AnswerAsync(context, isAvailable ? "ready" : "store_unavailable", isAvailable).ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, string status, bool isHealthy)
    {
        context.Response.StatusCode = isHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.WriteAsync(context, $$"""{"status":"{{status}}"}""");
    }

    private Task<bool> IsStoreAvailableAsync()
    {
        lock (_lock)
        {
            if (_check is null || (_check.IsCompleted && options.Clock.GetElapsedTime(_checkedAt) >= CacheTime))
            {
                _checkedAt = options.Clock.GetTimestamp();
                _check = CheckStoreAsync();
            }

            return _check;
        }
    }

    private async Task<bool> CheckStoreAsync()
    {
        await Task.Yield();
        using var timeout = new CancellationTokenSource(StoreTimeout, options.Clock);
        try
        {
            // No record has this id. Only whether the store answers counts.
            await options.Store.ReadAsync("readiness", "", "", TimeSpan.Zero, timeout.Token).AsTask().WaitAsync(timeout.Token).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // A store may throw any exception; each means that it is not available.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
