namespace AgenticApi.Execution;

/// <summary>Runs calls in their order: so many at once, so many in all, and an exclusive one alone. Safe to use from several threads.</summary>
/// <param name="maxParallel">How many run at once at most; less than 1 counts as 1.</param>
/// <param name="maxStarted">How many are started at most; null for no bound.</param>
/// <param name="run">Runs one. It throws nothing, and returns soon: its tool runs on another thread.</param>
internal sealed class CallScheduler(int maxParallel, int? maxStarted, Func<RoundCall, Task> run)
{
    private readonly Lock _lock = new();
    private readonly List<RoundCall> _queued = [];
    private readonly List<RoundCall> _running = [];
    private int _admitted;

    /// <summary>How many calls were started or wait for their turn; at the beginning, how many were started before.</summary>
    public int Admitted
    {
        get
        {
            lock (_lock)
            {
                return _admitted;
            }
        }

        init => _admitted = value;
    }

    /// <summary>The calls that run.</summary>
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

    /// <summary>Whether another call may start.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return maxStarted is not { } most || _admitted < most;
            }
        }
    }

    /// <summary>Runs a call as soon as it is its turn.</summary>
    /// <returns>False where no more may start. A call that was started before has its place already.</returns>
    public bool TryAdd(RoundCall call)
    {
        lock (_lock)
        {
            if (!call.WasStarted && !TryAdmit())
            {
                return false;
            }

            call.State = CallState.Queued;
            var at = _queued.FindIndex(other => other.Key.Position > call.Key.Position);
            _queued.Insert(at < 0 ? _queued.Count : at, call);
        }

        StartNext();
        return true;
    }

    /// <summary>Takes back the calls that have not started.</summary>
    public void TakeBack()
    {
        lock (_lock)
        {
            foreach (var call in _queued)
            {
                call.TryMove(CallState.Queued, CallState.Whole);
                GiveBack(call);
            }

            _queued.Clear();
        }
    }

    private void StartNext()
    {
        while (TakeNext() is { } next)
        {
            var running = RunAsync(next);
            if (!running.IsCompleted)
            {
                _ = GoOnAfterAsync(running);
            }
        }
    }

    private async Task GoOnAfterAsync(Task running)
    {
        await running.ConfigureAwait(false);
        StartNext();
    }

    private RoundCall? TakeNext()
    {
        lock (_lock)
        {
            while (_queued.Count > 0 && MayRun(_queued[0]))
            {
                var next = _queued[0];
                _queued.RemoveAt(0);
                // The final response may have shown meanwhile that another call answers this one.
                if (next.TryMove(CallState.Queued, CallState.Started))
                {
                    next.WasStarted = true;
                    _running.Add(next);
                    return next;
                }

                GiveBack(next);
            }

            return null;
        }
    }

    private bool MayRun(RoundCall call) =>
        _running.Count == 0 || (_running.Count < maxParallel && !call.Tool!.Exclusive && !_running.Exists(static other => other.Tool!.Exclusive));

    private bool TryAdmit()
    {
        if (maxStarted is { } most && _admitted >= most)
        {
            return false;
        }

        _admitted++;
        return true;
    }

    private void GiveBack(RoundCall call) => _admitted -= call.WasStarted ? 0 : 1;

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
        }
    }
}
