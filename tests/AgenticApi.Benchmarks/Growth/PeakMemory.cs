namespace AgenticApi.Benchmarks.Growth;

/// <summary>How much managed memory a fold has, beyond what there was before it.</summary>
/// <remarks>
/// The heap is looked at whenever the fold asks for more bytes. Between two looks it cannot have been larger than at the first plus
/// all that was allocated until the second; that bound is what counts, so no peak escapes. Garbage that is not yet collected is
/// included, and on a machine with a large cache the collector lets much of it lie: what remains is given beside it.
/// </remarks>
internal sealed class PeakMemory
{
    private readonly long _before;
    private long _heap;
    private long _allocated;
    private long _peak;

    private PeakMemory()
    {
        _before = Heap.AfterFullCollection();
        _heap = _before;
        _allocated = GC.GetAllocatedBytesForCurrentThread();
    }

    /// <summary>Folds a message of so many deltas.</summary>
    /// <returns>In bytes: the peak, all that was allocated, and what remains with the response, arrays left in the pools included.</returns>
    public static (long Peak, long Allocated, long Remains) OfFold(int deltas)
    {
        var memory = new PeakMemory();
        var start = memory._allocated;
        var result = Sync.Run(ResponseAccumulator.FromStreamAsync(new LongMessageStream(deltas, memory.Look)));
        memory.Look();
        var remains = Heap.AfterFullCollection() - memory._before;
        GC.KeepAlive(result);
        return (memory._peak - memory._before, memory._allocated - start, remains);
    }

    private void Look()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        _peak = Math.Max(_peak, _heap + allocated - _allocated);
        _heap = GC.GetTotalMemory(forceFullCollection: false);
        _allocated = allocated;
    }
}
