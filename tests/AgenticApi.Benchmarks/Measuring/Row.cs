namespace AgenticApi.Benchmarks.Measuring;

/// <summary>A row of the table of bounds.</summary>
/// <param name="Bound">What is measured, and the bound.</param>
/// <param name="Measured">What each process measured.</param>
internal sealed record Row(Bound Bound, params IReadOnlyList<double> Measured)
{
    public static IReadOnlyList<string> Header { get; } = ["what", "must", "measured", "lowest", "highest", "kept"];

    public IReadOnlyList<string> Cells()
    {
        var median = Median.Of(Measured);
        return
        [
            Bound.What, Bound.Must, Table.Number(median), Table.Number(Measured.Min()), Table.Number(Measured.Max()), Bound.Verdict(median),
        ];
    }
}
