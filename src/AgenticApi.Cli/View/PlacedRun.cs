namespace AgenticApi.Cli.View;

/// <summary>A run at its place on a page.</summary>
/// <param name="Run">The run.</param>
/// <param name="Start">Where it begins on the axis, in units.</param>
/// <param name="Width">How much of the axis it takes, in units.</param>
/// <param name="IsListed">Whether the list of events has a row for it.</param>
internal sealed record PlacedRun(Run Run, double Start, double Width, bool IsListed)
{
    public Step First => Run.First;

    public bool IsSingle => Run.IsSingle;

    /// <summary>Where the axis ends, with a unit for what stands at the end of the stream.</summary>
    public static double AxisLength(IReadOnlyList<PlacedRun> runs) => (runs.Count > 0 ? runs[^1].Start + runs[^1].Width : 0) + 1;

    /// <summary>The runs of an answer as a page with some detail shows them.</summary>
    public static IReadOnlyList<PlacedRun> All(Answer answer, Detail detail)
    {
        var runs = detail.JoinsAll ? Run.Join(answer.Runs) : answer.Runs;
        var placed = new List<PlacedRun>(runs.Count);
        var at = 0.0;
        for (var i = 0; i < runs.Count; i++)
        {
            // A run grows with the logarithm of its length: a long answer does not push the rest off the page.
            var isListed = runs.Count <= detail.Rows || i < detail.Rows / 2 || i >= runs.Count - (detail.Rows / 2);
            var width = !isListed ? 0 : runs[i].IsSingle ? 1 : 2 + (1.6 * Math.Log2(runs[i].Count));
            placed.Add(new PlacedRun(runs[i], at, width, isListed));
            at += width;
        }

        return placed;
    }

    /// <summary>The name of its row, or of the row that stands for those that are not listed.</summary>
    public string Target(string id) => IsListed ? $"{id}-e{First.Number}" : $"{id}-more";
}
