namespace AgenticApi.Execution.Tests.Server;

/// <summary>Runs the tools of a test, and records what ran, how often and in which order. Safe to use from several threads.</summary>
public sealed class ToolBench
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Func<string, CancellationToken, Task<string>>> _tools = [];
    private readonly List<Execution> _started = [];
    private readonly List<Execution> _finished = [];
    private readonly List<Execution> _cancelled = [];
    private readonly List<string> _log = [];
    private readonly List<(int Count, TaskCompletionSource Came)> _waiting = [];
    private int _running;
    private int _mostRunning;

    /// <summary>The executions in the order of their starts.</summary>
    public IReadOnlyList<Execution> Started => Copy(_started);

    /// <summary>The executions that returned, in the order in which they did.</summary>
    public IReadOnlyList<Execution> Finished => Copy(_finished);

    /// <summary>The executions that were cancelled, in the order in which they ended.</summary>
    public IReadOnlyList<Execution> Cancelled => Copy(_cancelled);

    /// <summary>All starts and ends in order: <c>start TOOL KEY</c>, <c>finish TOOL KEY</c>, <c>cancel TOOL KEY</c>, <c>fail TOOL KEY</c>.</summary>
    public IReadOnlyList<string> Log => Copy(_log);

    /// <summary>The number of executions that are running.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>The maximum number of executions that ran at the same time.</summary>
    public int MostRunning => Volatile.Read(ref _mostRunning);

    /// <summary>The keys that were executed more than once, without repetition.</summary>
    public IReadOnlyList<string> Repeated =>
        [.. Started.GroupBy(execution => execution.Key).Where(group => group.Count() > 1).Select(group => group.Key)];

    /// <summary>Returns a handler that waits until a number of calls have entered it: calls in sequence never return.</summary>
    /// <param name="count">The number of calls.</param>
    /// <param name="output">The output of each call.</param>
    public static Func<string, CancellationToken, Task<string>> Rendezvous(int count, string output = "ok")
    {
        var arrived = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return async (_, cancellationToken) =>
        {
            if (Interlocked.Increment(ref arrived) >= count)
            {
                all.TrySetResult();
            }

            await all.Task.WaitAsync(cancellationToken);
            return output;
        };
    }

    /// <summary>Returns a handler that returns once the gate has opened.</summary>
    public static Func<string, CancellationToken, Task<string>> Behind(Task gate, string output = "ok") => async (_, cancellationToken) =>
    {
        await gate.WaitAsync(cancellationToken);
        return output;
    };

    /// <summary>Adds a tool.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="handler">Gets the arguments and returns the output.</param>
    public ToolBench Tool(string name, Func<string, CancellationToken, Task<string>> handler)
    {
        lock (_lock)
        {
            _tools[name] = handler;
        }

        return this;
    }

    /// <summary>Adds a tool that returns an output at once.</summary>
    public ToolBench Tool(string name, string output = "ok") => Tool(name, (_, _) => Task.FromResult(output));

    /// <summary>Returns a function that runs a tool for a caller without a key. The arguments are used as the key.</summary>
    public Func<string, CancellationToken, Task<string>> Handler(string tool) =>
        (arguments, cancellationToken) => RunAsync(tool, arguments, arguments, cancellationToken);

    /// <summary>Runs a tool.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="key">The idempotency key of the call.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<string> RunAsync(string tool, string key, string arguments, CancellationToken cancellationToken)
    {
        var execution = new Execution(tool, key, arguments);
        var handler = Start(execution);
        try
        {
            var output = await handler(arguments, cancellationToken);
            End(execution, "finish", _finished);
            return output;
        }
        catch (OperationCanceledException)
        {
            End(execution, "cancel", _cancelled);
            throw;
        }
        catch
        {
            End(execution, "fail", null);
            throw;
        }
    }

    /// <summary>Returns how often a tool started, for one key or, with null, for all.</summary>
    public int Executions(string tool, string? key = null) =>
        Started.Count(execution => execution.Tool == tool && (key is null || execution.Key == key));

    /// <summary>Waits until a number of executions have started.</summary>
    public Task HasStarted(int count)
    {
        lock (_lock)
        {
            var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, came));
            Notify();
            return came.Task;
        }
    }

    private Func<string, CancellationToken, Task<string>> Start(Execution execution)
    {
        lock (_lock)
        {
            _started.Add(execution);
            _log.Add($"start {execution.Tool} {execution.Key}");
            _running++;
            _mostRunning = Math.Max(_mostRunning, _running);
            Notify();
            return _tools[execution.Tool];
        }
    }

    private void End(Execution execution, string how, List<Execution>? list)
    {
        lock (_lock)
        {
            list?.Add(execution);
            _log.Add($"{how} {execution.Tool} {execution.Key}");
            _running--;
        }
    }

    private void Notify()
    {
        foreach (var (_, came) in _waiting.Where(waiting => waiting.Count <= _started.Count))
        {
            came.TrySetResult();
        }
    }

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
