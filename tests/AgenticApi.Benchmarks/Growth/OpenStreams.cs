namespace AgenticApi.Benchmarks.Growth;

/// <summary>Many responses that are streamed at once, as a gateway has them.</summary>
internal static class OpenStreams
{
    private const int Count = 10_000;
    private const int Deltas = 20;

    /// <summary>What one open stream holds beyond its text, in bytes; the text is counted as UTF-8, the smallest it can be.</summary>
    public static double BytesHeld()
    {
        var events = LongMessage.Open(Deltas);
        var accumulators = new ResponseAccumulator[Count];
        var before = Heap.AfterFullCollection();
        for (var i = 0; i < Count; i++)
        {
            accumulators[i] = new ResponseAccumulator();
        }

        foreach (var data in events)
        {
            foreach (var accumulator in accumulators)
            {
                accumulator.Add((ReadOnlySpan<byte>)data);
            }
        }

        var held = Heap.AfterFullCollection() - before;
        GC.KeepAlive(accumulators);
        return ((double)held / Count) - LongMessage.Characters(Deltas);
    }
}
