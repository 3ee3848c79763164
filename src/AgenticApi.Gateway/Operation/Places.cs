namespace AgenticApi.Gateway;

/// <summary>A number of places: each is taken and given back, and who waits for all to be free is told.</summary>
internal sealed class Places(int count)
{
    private readonly Lock _lock = new();
    private int _taken;
    private TaskCompletionSource? _allFree;

    /// <summary>Takes a place; null if there is none. Disposing it twice gives it back once.</summary>
    public IDisposable? TryTake()
    {
        lock (_lock)
        {
            if (_taken == count)
            {
                return null;
            }

            _taken++;
            return new Place(this);
        }
    }

    /// <summary>Ends when no place is taken.</summary>
    public Task WhenFreeAsync()
    {
        lock (_lock)
        {
            return _taken == 0 ? Task.CompletedTask : (_allFree ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void GiveBack()
    {
        lock (_lock)
        {
            if (--_taken == 0)
            {
                _allFree?.SetResult();
                _allFree = null;
            }
        }
    }

    private sealed class Place(Places owner) : IDisposable
    {
        private Places? _owner = owner;

        public void Dispose() => Interlocked.Exchange(ref _owner, null)?.GiveBack();
    }
}
