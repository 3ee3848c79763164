namespace AgenticApi.Gateway;

/// <summary>
/// Sends a response to a client that may read slowly. While the response may go on, the model waits for the client. Once the response must end
/// (it was cancelled, takes too long, or the gateway shuts down), the client has 2 seconds to read; then it is disconnected.
/// </summary>
/// <param name="answer">Sends the events.</param>
/// <param name="clock">The clock for the 2 seconds.</param>
/// <param name="mustEnd">Cancelled when the response must end.</param>
internal sealed class BoundedAnswer(IAnswer answer, TimeProvider clock, CancellationToken mustEnd)
{
    // Shorter than GatewayOperation.TimeToEnd, so that the response can still be stored.
    private static readonly TimeSpan TimeToRead = TimeSpan.FromSeconds(2);

    /// <summary>Sends events: see <see cref="IAnswer.SendAsync"/>.</summary>
    public ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events)
    {
        var sending = answer.SendAsync(events);
        return sending.IsCompleted ? sending : WaitAsync(sending);
    }

    private async ValueTask<bool> WaitAsync(ValueTask<bool> sending)
    {
        var timer = clock.CreateTimer(static answer => ((IAnswer)answer!).Disconnect(), answer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var _ = timer.ConfigureAwait(false);
        using var ending = mustEnd.Register(static timer => ((ITimer)timer!).Change(TimeToRead, Timeout.InfiniteTimeSpan), timer);
        return await sending.ConfigureAwait(false);
    }
}
