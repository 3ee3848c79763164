using System.Net.Sockets;

namespace AgenticApi.Execution;

/// <summary>Sends the request of one exchange, and repeats it while nothing of an answer was received and the policy allows it.</summary>
internal sealed class EndpointAttempts(
    Func<EndpointRequest, CancellationToken, Task<EndpointAnswer>> send, EndpointRequest request, EndpointExchange exchange, RetryPolicy policy, TimeProvider time)
{
    private TimeSpan _delay;

    /// <summary>Waits for the delay of this attempt, and sends the request.</summary>
    /// <returns>The answer; null if the connection failed. Then <see cref="EndpointExchange.Exception"/> is the cause.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
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
                if (policy.TransportRepeats || !IsTransient(answer.Status) || (answer.Status == 429 && await IsQuotaUsedUpAsync(answer, cancellationToken).ConfigureAwait(false)) || !TryRepeat(answer.RetryAfter))
                {
                    return answer;
                }

                await answer.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(e.Message, e, cancellationToken);
            }
            catch (Exception e) when (IsConnectionFailure(e, cancellationToken))
            {
                exchange.Exception = e;
                if (policy.TransportRepeats || !TryRepeat(retryAfter: null))
                {
                    return null;
                }
            }
        }
    }

    /// <summary>Records that the connection broke before anything was received, and schedules the next attempt.</summary>
    /// <returns>False if there is no further attempt.</returns>
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

        // Full jitter: clients that failed at the same time do not repeat at the same time.
        var max = Math.Min(policy.MaxDelay.TotalMilliseconds, policy.BaseDelay.TotalMilliseconds * Math.Pow(2, exchange.Attempts - 1));
        var delay = retryAfter?.TotalMilliseconds ?? (max * Random.Shared.NextDouble());

        // The longest delay that a timer accepts.
        _delay = TimeSpan.FromMilliseconds(Math.Clamp(delay, 0, int.MaxValue));
        return true;
    }

    /// <summary>Returns whether a status is transient.</summary>
    private static bool IsTransient(int status) => status is 408 or 409 or 425 or 429 or 500 or 502 or 503 or 504;

    /// <summary>Returns whether the quota is used up. Repeating the request does not help.</summary>
    private async Task<bool> IsQuotaUsedUpAsync(EndpointAnswer answer, CancellationToken cancellationToken)
    {
        using var body = new AnswerStream(answer.Body) { StallTimeout = exchange.StallTimeout };
        await body.ReadBeginningAsync(cancellationToken).ConfigureAwait(false);
        answer.Beginning = body.Beginning.ToArray();
        return AnswerError.Of(answer.Status, body.Beginning.Span).AsSpan().IndexOf("\"insufficient_quota\""u8) >= 0;
    }

    /// <summary>Returns whether the connection failed. The timeout of an <see cref="HttpClient"/> is a cancellation that the caller did not request.</summary>
    private static bool IsConnectionFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or IOException or SocketException or TimeoutException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
