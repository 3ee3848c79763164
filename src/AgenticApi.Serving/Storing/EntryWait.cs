namespace AgenticApi.Serving;

/// <summary>Somebody who waits for an entry of a record. Disposing it ends the waiting.</summary>
internal sealed class EntryWait(EntryWaits waits, string id, string prefix, string after) : IDisposable
{
    private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id => id;

    public bool IsFor(StoredEntry entry) =>
        entry.Value is not null && entry.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(entry.Key, after) > 0;

    public void Wake() => _woken.TrySetResult();

    /// <summary>Ends when it is woken or the time is over.</summary>
    public async Task WokenAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        // A time that is over is no failure.
        await _woken.Task.WaitAsync(time, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => waits.End(this);
}
