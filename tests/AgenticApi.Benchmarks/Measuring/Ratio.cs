namespace AgenticApi.Benchmarks.Measuring;

/// <summary>A figure made of the times that contenders took in the same round.</summary>
/// <param name="Bound">Its name, and the bound that it is to keep.</param>
/// <param name="Of">Makes it of the times of one round, in nanoseconds a unit.</param>
internal sealed record Ratio(Bound Bound, Func<double[], double> Of)
{
    /// <summary>One contender over another.</summary>
    public static Ratio Over(Bound bound, int contender, int basis) => new(bound, times => times[contender] / times[basis]);
}
