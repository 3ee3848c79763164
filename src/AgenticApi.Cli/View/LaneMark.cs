namespace AgenticApi.Cli.View;

/// <summary>What stands in one lane at one place of the axis.</summary>
/// <param name="Run">The events at that place.</param>
/// <param name="Own">Those that are about the lane's item; none where only a deviation is.</param>
/// <param name="Flags">The deviations that are about it.</param>
internal sealed record LaneMark(PlacedRun Run, IReadOnlyList<RunPart> Own, IReadOnlyList<Deviation> Flags)
{
    /// <summary>The marks of every lane, in one pass over the events: there may be thousands of both.</summary>
    public static ILookup<Lane?, LaneMark> All(Answer answer, IReadOnlyList<PlacedRun> runs) =>
        runs.Where(run => run.IsListed).SelectMany(run => Of(answer, run)).ToLookup(mark => mark.Lane, mark => mark.Mark);

    private static IEnumerable<(Lane? Lane, LaneMark Mark)> Of(Answer answer, PlacedRun run)
    {
        if (run.IsSingle && run.First.Deviations.Count == 0)
        {
            yield return (run.First.Lane, new LaneMark(run, run.Run.Parts, []));
            yield break;
        }

        var flags = run.First.Deviations.ToLookup(deviation => answer.LaneOf(run.First, deviation));
        var own = run.Run.Parts.ToLookup(part => part.Lane);
        foreach (var lane in own.Select(group => group.Key).Union(flags.Select(group => group.Key)))
        {
            yield return (lane, new LaneMark(run, [.. own[lane]], [.. flags[lane]]));
        }
    }
}
