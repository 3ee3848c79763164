namespace AgenticApi.Tests.Support;

/// <summary>
/// Measures how time grows with size. It counts the processor time of this process, which other processes do not change, so the tests must
/// not run in parallel with others.
/// </summary>
internal static class Growth
{
    private const int Attempts = 10;

    /// <summary>Asserts that eight times the size takes less than 24 times the time: quadratic work takes 64 times.</summary>
    /// <param name="work">Does work of the given size.</param>
    /// <param name="size">The smaller size.</param>
    /// <param name="because">The name of the work, for the error message.</param>
    public static void ShouldBeLinear(Action<int> work, int size, string because)
    {
        work(size / 3);
        var small = Enumerable.Range(0, 3).Min(_ => Time(work, size));
        var bound = TimeSpan.FromMilliseconds(20) + (small * 24);
        var large = Time(work, size * 8);
        for (var attempt = 1; attempt < Attempts && large >= bound; attempt++)
        {
            // Garbage collection and compilation only add to the time, so the fastest attempt is used.
            large = TimeSpan.FromTicks(Math.Min(large.Ticks, Time(work, size * 8).Ticks));
        }

        large.Should().BeLessThan(bound, because);
    }

    private static TimeSpan Time(Action<int> work, int size)
    {
        var before = Environment.CpuUsage.TotalTime;
        work(size);
        return Environment.CpuUsage.TotalTime - before;
    }
}
