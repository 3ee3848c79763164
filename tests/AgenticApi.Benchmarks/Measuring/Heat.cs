using AgenticApi.Benchmarks.Contenders;

namespace AgenticApi.Benchmarks.Measuring;

/// <summary>Contenders that run in the same rounds, so that their times can be compared.</summary>
/// <param name="Title">What the table is called.</param>
/// <param name="Unit">What a time is given for: an event, a body, a delta.</param>
/// <param name="Contenders">Who takes part.</param>
internal sealed record Heat(string Title, string Unit, IReadOnlyList<Contender> Contenders) : Part
{
    /// <summary>The clock, in nanoseconds.</summary>
    public Func<double> Clock { get; init; } = CpuClock.Thread;

    /// <summary>The share of the measuring time that it gets; 1 is usual.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What is made of the times, which stand in the order of the contenders.</summary>
    public IReadOnlyList<Ratio> Ratios { get; init; } = [];

    public override PartResult Measure(TimeSpan time, Random random)
    {
        if (Contenders.All(contender => contender.Units == 0))
        {
            return new(Title, Unit, Rested: true, [], []);
        }

        var rested = time == TimeSpan.Zero || WarmUp.Run(Contenders);
        var race = new Race(this, random);
        race.Run(time * Weight);
        return new(
            Title,
            Unit,
            rested,
            [.. Contenders.Select((contender, i) => new ContenderResult(
                contender.Name, race.Nanoseconds(i), race.Median(times => times[i] / times[0]), race.Bytes(i)))],
            [.. Ratios.Select(ratio => new Row(ratio.Bound, race.Median(ratio.Of)))]);
    }
}
