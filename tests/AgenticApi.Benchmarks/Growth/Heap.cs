namespace AgenticApi.Benchmarks.Growth;

/// <summary>What is on the managed heap.</summary>
internal static class Heap
{
    /// <summary>The bytes in use when all garbage is gone, large objects compacted.</summary>
    public static long AfterFullCollection()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
