namespace AgenticApi.Cli.View;

/// <summary>A mark in a lane.</summary>
/// <param name="Run">The run at the position of the mark.</param>
/// <param name="Own">The parts of the run that belong to the lane's item; empty for a mark that has only deviations.</param>
/// <param name="Flags">The deviations of the lane's item.</param>
internal sealed record LaneMark(PlacedRun Run, IReadOnlyList<RunPart> Own, IReadOnlyList<Deviation> Flags)
{
    /// <summary>Returns the marks of all lanes in one pass over the runs, because there can be thousands of lanes and runs.</summary>
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
