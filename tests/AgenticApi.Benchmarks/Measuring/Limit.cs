namespace AgenticApi.Benchmarks.Measuring;

/// <summary>A promise about cost, and what came of it.</summary>
/// <param name="What">What is measured.</param>
/// <param name="Must">The bound.</param>
/// <param name="IsFloor">Whether the measured must reach the bound, and not stay below it.</param>
/// <param name="Measured">What was measured.</param>
internal sealed record Limit(string What, double Must, bool IsFloor, double Measured)
{
    private bool Reached => IsFloor ? Measured >= Must : Measured <= Must;

    public static Limit AtMost(string what, double must, double measured) => new(what, must, false, measured);

    public static Limit AtLeast(string what, double must, double measured) => new(what, must, true, measured);

    public static void Print(IEnumerable<Limit> limits) =>
        Table.Print("Limits", [["what", "must", "measured", "reached"], .. limits.Select(limit => limit.Row())]);

    private string[] Row() =>
        [What, $"{(IsFloor ? "≥" : "≤")} {Must:#,0.##}", Table.Number(Measured), Reached ? "yes" : "no"];
}
