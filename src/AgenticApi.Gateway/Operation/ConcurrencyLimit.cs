namespace AgenticApi.Gateway;

/// <summary>Limits how many operations run at once, and tells when none runs.</summary>
/// <remarks>Safe for use by several threads at once.</remarks>
/// <param name="count">The maximum number of operations.</param>
internal sealed class ConcurrencyLimit(int count)
{
    private readonly Lock _lock = new();
    private int _running;
    private TaskCompletionSource? _idle;

    /// <summary>Begins an operation.</summary>
    /// <returns>Ends the operation when it is disposed, also if it is disposed twice; null if the limit is reached.</returns>
    public IDisposable? TryAcquire()
    {
        lock (_lock)
        {
            if (_running == count)
            {
                return null;
            }

            _running++;
            return new Operation(this);
        }
    }

    /// <summary>Completes when no operation runs.</summary>
    public Task WhenIdleAsync()
    {
        lock (_lock)
        {
            return _running == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Release()
    {
        lock (_lock)
        {
            if (--_running == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }

    private sealed class Operation(ConcurrencyLimit owner) : IDisposable
    {
        private ConcurrencyLimit? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Release();
    }
}
