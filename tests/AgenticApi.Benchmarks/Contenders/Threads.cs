namespace AgenticApi.Benchmarks.Contenders;

/// <summary>The whole fold on one thread, and the streams shared out over two at once: what threads cost each other.</summary>
internal sealed class Threads : IDisposable
{
    public const int Count = 2;

    private readonly Corpus _corpus;
    private readonly Barrier _start = new(Count);
    private readonly Barrier _end = new(Count);

    public Threads(Corpus corpus)
    {
        _corpus = corpus;
        new Thread(Help) { IsBackground = true }.Start();
    }

    public IReadOnlyList<Contender> Contenders() =>
    [
        new("one thread", _corpus.EventCount, () => Fold(0, 1)),
        new($"{Count} threads", _corpus.EventCount, Together),
    ];

    public void Dispose()
    {
        _start.Dispose();
        _end.Dispose();
    }

    private void Together()
    {
        _start.SignalAndWait();
        Fold(0, Count);
        _end.SignalAndWait();
    }

    private void Help()
    {
        while (true)
        {
            _start.SignalAndWait();
            Fold(1, Count);
            _end.SignalAndWait();
        }
    }

    private void Fold(int first, int step)
    {
        for (var i = first; i < _corpus.Streams.Length; i += step)
        {
            Sync.Run(ResponseAccumulator.FromStreamAsync(new MemoryStream(_corpus.Streams[i])));
        }
    }
}
