using AgenticApi.Benchmarks.Measuring;

namespace AgenticApi.Benchmarks.Contenders;

/// <summary>The whole fold on one thread, and the streams shared out over two at once: what threads cost each other.</summary>
internal sealed class Threads(Corpus corpus)
{
    public const int Count = 2;

    private double _elsewhere;

    public IReadOnlyList<Contender> Contenders() =>
    [
        new("one thread", corpus.EventCount, () => Fold(0, 1)),
        new($"{Count} threads", corpus.EventCount, Together),
    ];

    /// <summary>The processor time of this thread and of the other's work, in nanoseconds.</summary>
    public double Clock() => CpuClock.Thread() + _elsewhere;

    private void Together()
    {
        using var ended = new ManualResetEventSlim(false, spinCount: 0); // Spinning would be counted.
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                var start = CpuClock.Thread();
                Fold(1, Count);
                _elsewhere += CpuClock.Thread() - start;
                ended.Set();
            },
            null);
        Fold(0, Count);
        ended.Wait();
    }

    private void Fold(int first, int step)
    {
        for (var i = first; i < corpus.Streams.Length; i += step)
        {
            Sync.Run(ResponseAccumulator.FromStreamAsync(new MemoryStream(corpus.Streams[i])));
        }
    }
}
