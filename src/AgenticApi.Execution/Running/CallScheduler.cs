namespace AgenticApi.Execution;

/// <summary>Runs calls in their order: so many at once, and an exclusive one alone.</summary>
/// <param name="maxParallel">How many run at once at most.</param>
/// <param name="run">Runs one. It throws nothing.</param>
internal sealed class CallScheduler(int maxParallel, Func<RoundCall, Task> run)
{
    private readonly Lock _lock = new();
    private readonly List<RoundCall> _queued = [];
    private readonly List<RoundCall> _running = [];

    /// <summary>The calls whose tools run.</summary>
    public IReadOnlyList<RoundCall> Running
    {
        get
        {
            lock (_lock)
            {
                return [.. _running];
            }
        }
    }

    /// <summary>Runs a call as soon as it is its turn.</summary>
    public void Add(RoundCall call)
    {
        lock (_lock)
        {
            call.State = CallState.Queued;
            var at = _queued.FindIndex(other => other.Key.Position > call.Key.Position);
            _queued.Insert(at < 0 ? _queued.Count : at, call);
        }

        StartNext();
    }

    /// <summary>Takes back the calls that have not started.</summary>
    public IReadOnlyList<RoundCall> TakeBack()
    {
        lock (_lock)
        {
            RoundCall[] queued = [.. _queued];
            _queued.Clear();
            foreach (var call in queued)
            {
                call.State = CallState.Whole;
            }

            return queued;
        }
    }

    private void StartNext()
    {
        while (true)
        {
            RoundCall next;
            lock (_lock)
            {
                var isTaken = _running.Count >= maxParallel || _running.Exists(static call => call.Tool!.Exclusive);
                if (_queued.Count == 0 || isTaken || (_queued[0].Tool!.Exclusive && _running.Count > 0))
                {
                    return;
                }

                next = _queued[0];
                _queued.RemoveAt(0);
                _running.Add(next);
                next.State = CallState.Started;
            }

            _ = Task.Run(() => RunAsync(next));
        }
    }

    private async Task RunAsync(RoundCall call)
    {
        try
        {
            await run(call).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(call);
            }

            StartNext();
        }
    }
}
