namespace AgenticApi.Benchmarks.Contenders;

/// <summary>The same framed events through <see cref="ResponseAccumulator.Add(ReadOnlySpan{byte})"/>, in two orders.</summary>
internal sealed class ManyStreams
{
    private const int Count = 100;

    private readonly byte[][][] _streams;

    /// <summary>Takes streams from all over the corpus; some twice where it has too few.</summary>
    public ManyStreams(Corpus corpus) =>
        _streams = [.. Enumerable.Range(0, Count).Select(i => corpus.Events[(int)((long)i * corpus.Events.Length / Count)])];

    public IReadOnlyList<Contender> Contenders() =>
    [
        new($"{Count} streams, one after the other", _streams.Sum(events => events.Length), OneAfterTheOther),
        new($"{Count} streams, an event each in turn", _streams.Sum(events => events.Length), InTurn),
    ];

    private void OneAfterTheOther()
    {
        foreach (var events in _streams)
        {
            var accumulator = new ResponseAccumulator();
            foreach (var data in events)
            {
                accumulator.Add((ReadOnlySpan<byte>)data);
            }

            accumulator.Finish();
        }
    }

    private void InTurn()
    {
        // A stream is opened with its first event and finished after its last, as a server has them.
        var open = new ResponseAccumulator?[Count];
        var left = Count;
        for (var i = 0; left > 0; i++)
        {
            for (var stream = 0; stream < Count; stream++)
            {
                var events = _streams[stream];
                if (i < events.Length)
                {
                    (open[stream] ??= new ResponseAccumulator()).Add((ReadOnlySpan<byte>)events[i]);
                }
                else if (i == events.Length)
                {
                    (open[stream] ?? new ResponseAccumulator()).Finish();
                    open[stream] = null;
                    left--;
                }
            }
        }
    }
}
