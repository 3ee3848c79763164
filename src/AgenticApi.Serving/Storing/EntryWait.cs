namespace AgenticApi.Serving;

/// <summary>One reader that waits for an entry of a record. <see cref="Dispose"/> ends the wait.</summary>
internal sealed class EntryWait(EntryWaits waits, string id, string prefix, string after) : IDisposable
{
    private readonly TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id => id;

    public bool IsFor(StoredEntry entry) =>
        entry.Value is not null && entry.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(entry.Key, after) > 0;

    public void Wake() => _woken.TrySetResult();

    /// <summary>Completes when the reader is woken, or when the time has elapsed.</summary>
    public async Task WokenAsync(TimeSpan time, TimeProvider clock, CancellationToken cancellationToken)
    {
        // WaitAsync throws a TimeoutException when the time has elapsed, which is not an error here.
        await _woken.Task.WaitAsync(time, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => waits.End(this);
}
