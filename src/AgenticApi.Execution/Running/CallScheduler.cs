namespace AgenticApi.Execution;

/// <summary>Runs calls in order, within a limit of parallel calls and a limit of all calls. Exclusive calls run alone. Safe to use from several threads.</summary>
/// <param name="maxParallel">The maximum number of parallel calls; less than 1 counts as 1.</param>
/// <param name="maxStarted">The maximum number of calls that are started; null for no limit.</param>
/// <param name="run">Runs a call. It must not throw, and must return soon: the tool runs on another thread.</param>
internal sealed class CallScheduler(int maxParallel, int? maxStarted, Func<RoundCall, Task> run)
{
    private readonly Lock _lock = new();
    private readonly List<RoundCall> _queued = [];
    private readonly List<RoundCall> _running = [];
    private int _admitted;

    /// <summary>The number of calls that were started or are queued. Initially, the number that was started before.</summary>
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

    /// <summary>The calls that are running.</summary>
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

    /// <summary>Whether the limit of calls allows another one.</summary>
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

    /// <summary>Queues a call. It runs when it is its turn.</summary>
    /// <returns>False if the limit of calls is reached. A call that was started before does not count again.</returns>
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

    /// <summary>Removes the calls that have not started from the queue.</summary>
    public void Unqueue()
    {
        lock (_lock)
        {
            foreach (var call in _queued)
            {
                call.TryMove(CallState.Queued, CallState.Whole);
                Release(call);
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
                _ = StartNextAfterAsync(running);
            }
        }
    }

    private async Task StartNextAfterAsync(Task running)
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
                // Meanwhile the final response may have shown that another call answers this one.
                if (next.TryMove(CallState.Queued, CallState.Started))
                {
                    next.WasStarted = true;
                    _running.Add(next);
                    return next;
                }

                Release(next);
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

    private void Release(RoundCall call) => _admitted -= call.WasStarted ? 0 : 1;

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
