namespace AgenticApi.Benchmarks.Contenders;

/// <summary>The whole fold on one thread, and the streams shared out over two at once: what threads cost each other.</summary>
internal sealed class Threads(Corpus corpus)
{
    public const int Count = 2;

    public IReadOnlyList<Contender> Contenders() =>
    [
        new("one thread", corpus.EventCount, () => Fold(0, 1)),
        new($"{Count} threads", corpus.EventCount, Together),
    ];

    private void Together()
    {
        var other = Task.Run(() => Fold(1, Count));
        Fold(0, Count);
        other.Wait();
    }

    private void Fold(int first, int step)
    {
        for (var i = first; i < corpus.Streams.Length; i += step)
        {
            Sync.Run(ResponseAccumulator.FromStreamAsync(new MemoryStream(corpus.Streams[i])));
        }
    }
}
