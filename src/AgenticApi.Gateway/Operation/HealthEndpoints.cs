using Microsoft.AspNetCore.Http;

namespace AgenticApi.Gateway;

/// <summary>Says whether the process lives, and whether requests should come to it.</summary>
internal sealed class HealthEndpoints(ResponsesGatewayOptions options, GatewayOperation operation)
{
    // Who asks needs no key, so asking often must cost nothing.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private long _lookedAt;
    private Task<bool>? _look;

    public static Task LiveAsync(HttpContext context) => AnswerAsync(context, "live", isGood: true);

    public async Task ReadyAsync(HttpContext context)
    {
        if (operation.Stopping.IsCancellationRequested)
        {
            await AnswerAsync(context, "stopping", isGood: false).ConfigureAwait(false);
            return;
        }

        var answers = await StoreAnswersAsync().ConfigureAwait(false);
        await AnswerAsync(context, answers ? "ready" : "store_unavailable", answers).ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, string status, bool isGood)
    {
        context.Response.StatusCode = isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.WriteAsync(context, $$"""{"status":"{{status}}"}""");
    }

    private Task<bool> StoreAnswersAsync()
    {
        lock (_lock)
        {
            if (_look is null || (_look.IsCompleted && options.Clock.GetElapsedTime(_lookedAt) >= Freshness))
            {
                _lookedAt = options.Clock.GetTimestamp();
                _look = LookAsync();
            }

            return _look;
        }
    }

    private async Task<bool> LookAsync()
    {
        await Task.Yield();
        using var patience = new CancellationTokenSource(Patience, options.Clock);
        try
        {
            // No record has this id: what is asked is whether there is an answer.
            await options.Store.ReadAsync("readiness", "", "", TimeSpan.Zero, patience.Token).AsTask().WaitAsync(patience.Token).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // Whatever a store throws, it does not answer.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
