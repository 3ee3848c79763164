namespace AgenticApi.Benchmarks;

/// <summary>Runs what never waits, since it reads from memory.</summary>
internal static class Sync
{
    /// <summary>Gives the result; throws where there was a wait after all, since allocations are counted on this thread alone.</summary>
    public static T Run<T>(Task<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : throw new InvalidOperationException("Work in memory left its thread.");
}
