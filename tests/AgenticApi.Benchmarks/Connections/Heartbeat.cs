using System.Diagnostics;

namespace AgenticApi.Benchmarks.Connections;

/// <summary>
/// A task that wants to run every ten milliseconds. How late it comes is how long ready work waits for the thread pool, collections
/// included.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly PeriodicTimer _timer = new(Interval);
    private readonly List<double> _late = [];
    private readonly Task _beating;

    public Heartbeat() => _beating = Task.Run(BeatAsync);

    public void Dispose() => _timer.Dispose();

    /// <summary>Ends it, and gives by how many milliseconds it came late at worst, and in 99 of 100 cases at most.</summary>
    public async Task<(double Longest, double Of99)> EndAsync()
    {
        _timer.Dispose();
        await _beating;
        _late.Sort();
        return _late.Count == 0 ? default : (_late[^1], _late[(int)(_late.Count * 0.99)]);
    }

    private async Task BeatAsync()
    {
        for (var last = Stopwatch.GetTimestamp(); await _timer.WaitForNextTickAsync(); last = Stopwatch.GetTimestamp())
        {
            _late.Add(Math.Max(0, (Stopwatch.GetElapsedTime(last) - Interval).TotalMilliseconds));
        }
    }
}
