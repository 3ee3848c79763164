namespace AgenticApi.Benchmarks.Measuring;

/// <summary>What came of a part.</summary>
/// <param name="Title">What the table is called.</param>
/// <param name="Unit">What times and bytes are given for.</param>
/// <param name="Rested">Whether the JIT had nothing more to do before it counted.</param>
/// <param name="Contenders">What each contender took.</param>
/// <param name="Rows">The rows of the table of bounds.</param>
internal sealed record PartResult(string Title, string Unit, bool Rested, IReadOnlyList<ContenderResult> Contenders, IReadOnlyList<Row> Rows)
{
    /// <summary>The medians of several processes' results of the same part.</summary>
    public static PartResult MedianOf(IReadOnlyList<PartResult> results) => results[0] with
    {
        Rested = results.All(result => result.Rested),
        Contenders = [.. results[0].Contenders.Select((contender, i) => contender with
        {
            Nanoseconds = Median.Of(results.Select(result => result.Contenders[i].Nanoseconds)),
            OverFirst = Median.Of(results.Select(result => result.Contenders[i].OverFirst)),
            Bytes = Median.Of(results.Select(result => result.Contenders[i].Bytes)),
        })],
        Rows = [.. results[0].Rows.Select((row, i) => row with { Measured = [.. results.SelectMany(result => result.Rows[i].Measured)] })],
    };
}
