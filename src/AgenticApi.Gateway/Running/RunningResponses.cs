using System.Collections.Concurrent;

namespace AgenticApi.Gateway;

/// <summary>The responses that this host makes without a client that waits for them.</summary>
internal sealed class RunningResponses
{
    private readonly ConcurrentDictionary<Task, byte> _running = [];

    /// <summary>How many there are.</summary>
    public int Count => _running.Count;

    /// <summary>Runs one.</summary>
    public void Start(Func<Task> run)
    {
        var task = Task.Run(run);
        _running.TryAdd(task, 0);
        _ = task.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until all have ended, or for no longer than is allowed.</summary>
    public Task WhenEndedAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
