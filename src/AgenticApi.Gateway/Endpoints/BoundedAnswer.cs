namespace AgenticApi.Gateway;

/// <summary>
/// An answer to a client that may read slowly. The model waits for it; but where the response must end, because somebody cancels it, it took too
/// long or the gateway stops, a client that does not read is left.
/// </summary>
/// <param name="answer">The answer.</param>
/// <param name="clock">Tells the time that the client has.</param>
/// <param name="mustEnd">Cancelled when the response must end.</param>
internal sealed class BoundedAnswer(IAnswer answer, TimeProvider clock, CancellationToken mustEnd)
{
    // Shorter than a gateway that stops waits for the responses that it ends.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Sends events: see <see cref="IAnswer.SendAsync"/>.</summary>
    public ValueTask<bool> SendAsync(IReadOnlyList<ResponseStreamEvent> events)
    {
        var sending = answer.SendAsync(events);
        return sending.IsCompleted ? sending : WaitAsync(sending);
    }

    private async ValueTask<bool> WaitAsync(ValueTask<bool> sending)
    {
        var timer = clock.CreateTimer(static left => ((IAnswer)left!).Leave(), answer, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var _ = timer.ConfigureAwait(false);
        using var ending = mustEnd.Register(static timer => ((ITimer)timer!).Change(Patience, Timeout.InfiniteTimeSpan), timer);
        return await sending.ConfigureAwait(false);
    }
}
