namespace AgenticApi.Cli.View;

/// <summary>A run with its position on the axis of a page.</summary>
/// <param name="Run">The run.</param>
/// <param name="Start">The start on the axis, in units.</param>
/// <param name="Width">The width on the axis, in units.</param>
/// <param name="IsListed">Whether the list of events has a row for it.</param>
internal sealed record PlacedRun(Run Run, double Start, double Width, bool IsListed)
{
    public Step First => Run.First;

    public bool IsSingle => Run.IsSingle;

    /// <summary>Returns the length of the axis, including one unit for the end of the stream.</summary>
    public static double AxisLength(IReadOnlyList<PlacedRun> runs) => (runs.Count > 0 ? runs[^1].Start + runs[^1].Width : 0) + 1;

    /// <summary>Returns the runs of an answer at a level of detail.</summary>
    public static IReadOnlyList<PlacedRun> All(Answer answer, Detail detail)
    {
        var runs = detail.JoinsAll ? Run.Join(answer.Runs) : answer.Runs;
        var placed = new List<PlacedRun>(runs.Count);
        var at = 0.0;
        for (var i = 0; i < runs.Count; i++)
        {
            // The width of a run grows with the logarithm of its length, so that long runs leave room for the others.
            var isListed = runs.Count <= detail.Rows || i < detail.Rows / 2 || i >= runs.Count - (detail.Rows / 2);
            var width = !isListed ? 0 : runs[i].IsSingle ? 1 : 2 + (1.6 * Math.Log2(runs[i].Count));
            placed.Add(new PlacedRun(runs[i], at, width, isListed));
            at += width;
        }

        return placed;
    }

    /// <summary>Returns the id of its row, or of the row that represents the unlisted runs.</summary>
    public string Target(string id) => IsListed ? $"{id}-e{First.Number}" : $"{id}-more";
}
