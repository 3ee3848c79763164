using System.Net.Sockets;

namespace AgenticApi.Execution;

/// <summary>The attempts of one exchange: sends a request, and again while nothing of an answer was received and the policy allows it.</summary>
internal sealed class EndpointAttempts(
    Func<EndpointRequest, CancellationToken, Task<EndpointAnswer>> send, EndpointRequest request, EndpointExchange exchange, RetryPolicy policy, TimeProvider time)
{
    private TimeSpan _delay;

    /// <summary>Sends, after the wait that is due.</summary>
    /// <returns>The answer; null where the server could not be reached, and <see cref="EndpointExchange.Exception"/> says why.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<EndpointAnswer?> SendAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Delay(_delay, time, cancellationToken).ConfigureAwait(false);
            exchange.Attempts++;
            try
            {
                var answer = await send(request, cancellationToken).ConfigureAwait(false);
                (exchange.HttpStatus, exchange.RetryAfter, exchange.Exception) = (answer.Status, answer.RetryAfter, null);
                if (policy.TransportRepeats || !IsPassing(answer.Status) || (answer.Status == 429 && await SaysUsedUpAsync(answer, cancellationToken).ConfigureAwait(false)) || !TryRepeat(answer.RetryAfter))
                {
                    return answer;
                }

                await answer.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
            catch (Exception e) when (IsOfConnection(e, cancellationToken))
            {
                exchange.Exception = e;
                if (policy.TransportRepeats || !TryRepeat(retryAfter: null))
                {
                    return null;
                }
            }
        }
    }

    /// <summary>Notes that the connection broke before anything was received, and plans the next attempt.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryRepeat(Exception exception)
    {
        exchange.Exception = exception;
        return TryRepeat(retryAfter: null);
    }

    private bool TryRepeat(TimeSpan? retryAfter)
    {
        if (exchange.Attempts >= policy.MaxAttempts || retryAfter > policy.MaxDelay)
        {
            return false;
        }

        // Full jitter: clients that failed together do not come back together.
        var most = Math.Min(policy.MaxDelay.TotalMilliseconds, policy.BaseDelay.TotalMilliseconds * Math.Pow(2, exchange.Attempts - 1));
        var delay = retryAfter?.TotalMilliseconds ?? (most * Random.Shared.NextDouble());

        // A timer counts no further.
        _delay = TimeSpan.FromMilliseconds(Math.Clamp(delay, 0, int.MaxValue));
        return true;
    }

    /// <summary>Whether a status is one that passes.</summary>
    private static bool IsPassing(int status) => status is 408 or 409 or 425 or 429 or 500 or 502 or 503 or 504;

    /// <summary>Whether the quota is used up. Only time does not change that.</summary>
    private async Task<bool> SaysUsedUpAsync(EndpointAnswer answer, CancellationToken cancellationToken)
    {
        using var body = new AnswerStream(answer.Body) { StallTimeout = exchange.StallTimeout };
        await body.ReadBeginningAsync(cancellationToken).ConfigureAwait(false);
        answer.Beginning = body.Beginning.ToArray();
        return AnswerError.Of(answer.Status, body.Beginning.Span).AsSpan().IndexOf("\"insufficient_quota\""u8) >= 0;
    }

    /// <summary>Whether there was no connection, or none any more. A client's own time limit shows as a cancellation that is not the caller's.</summary>
    private static bool IsOfConnection(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or SocketException or TimeoutException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
