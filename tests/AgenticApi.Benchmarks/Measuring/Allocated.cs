namespace AgenticApi.Benchmarks.Measuring;

/// <summary>What a piece of work allocates.</summary>
internal static class Allocated
{
    private const int Times = 5;

    /// <summary>In bytes, on this thread: the median of a few times, since pools lose what they hold now and then.</summary>
    public static double By(Action work) => Median.Of(Enumerable.Range(0, Times).Select(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before);
    }));
}
