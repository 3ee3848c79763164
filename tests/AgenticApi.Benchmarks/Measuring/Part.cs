namespace AgenticApi.Benchmarks.Measuring;

/// <summary>Something that is measured in a process of its own, so that no other code shapes how its code is compiled.</summary>
internal abstract record Part
{
    /// <summary>Measures it.</summary>
    /// <param name="time">How long to measure once the JIT rests; zero runs everything once.</param>
    /// <param name="random">The order of contenders.</param>
    public abstract PartResult Measure(TimeSpan time, Random random);
}
