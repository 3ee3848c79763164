namespace AgenticApi.Benchmarks.Measuring;

/// <summary>What is measured, and the bound that it must keep.</summary>
/// <param name="What">What is measured.</param>
/// <param name="AtLeast">The least that it must be; null without such a bound.</param>
/// <param name="AtMost">The most that it must be; null without such a bound.</param>
internal sealed record Bound(string What, double? AtLeast = null, double? AtMost = null)
{
    public string Must =>
        AtLeast is { } least ? $"≥ {least:#,0.##}" : AtMost is { } most ? $"≤ {most:#,0.##}" : "";

    /// <summary>Whether a measured value keeps the bound; empty where there is none.</summary>
    public string Verdict(double measured) =>
        AtLeast is null && AtMost is null ? "" : measured >= (AtLeast ?? measured) && measured <= (AtMost ?? measured) ? "yes" : "MISSED";
}
