using AgenticApi.Benchmarks.Contenders;

namespace AgenticApi.Benchmarks.Measuring;

/// <summary>Contenders that run in the same rounds, so that their times can be compared.</summary>
/// <param name="Title">What the table is called.</param>
/// <param name="Unit">What a time is given for: an event, a body, a delta.</param>
/// <param name="Contenders">Who takes part.</param>
internal sealed record Heat(string Title, string Unit, IReadOnlyList<Contender> Contenders)
{
    /// <summary>The share of the time that the heat gets; 1 is usual.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The clock, in nanoseconds.</summary>
    public Func<double> Clock { get; init; } = CpuClock.Thread;

    /// <summary>What is made of the times, which stand in the order of the contenders.</summary>
    public IReadOnlyList<Ratio> Ratios { get; init; } = [];
}
