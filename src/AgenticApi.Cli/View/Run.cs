namespace AgenticApi.Cli.View;

/// <summary>Events that stand together on the page: one alone, or as many of the same sort as follow each other.</summary>
/// <param name="Steps">The events.</param>
/// <param name="Start">Where it begins on the axis, in units.</param>
/// <param name="Width">How much of the axis it takes, in units.</param>
internal sealed record Run(IReadOnlyList<Step> Steps, double Start, double Width)
{
    public Step First => Steps[0];

    public bool IsSingle => Steps.Count == 1;

    public bool IsDeltas => First.IsDelta || First.Event is DeltaEvent;

    /// <summary>Where the axis ends, with a unit for what stands at the end of the stream.</summary>
    public static double AxisLength(IReadOnlyList<Run> runs) => (runs.Count > 0 ? runs[^1].Start + runs[^1].Width : 0) + 1;

    /// <summary>
    /// Puts events together. Deltas of several items that come mixed are one run, for otherwise parallel calls were as long as the stream
    /// itself; an event with a deviation always stands alone.
    /// </summary>
    public static IReadOnlyList<Run> Group(IReadOnlyList<Step> steps)
    {
        var runs = new List<Run>();
        var at = 0.0;
        for (var i = 0; i < steps.Count;)
        {
            var end = i + 1;
            while (end < steps.Count && Joins(steps[i], steps[end]))
            {
                end++;
            }

            // A run grows with the logarithm of its length: a long answer does not push the rest off the page.
            var width = end - i == 1 ? 1 : 2 + (1.6 * Math.Log2(end - i));
            runs.Add(new Run([.. steps.Skip(i).Take(end - i)], at, width));
            at += width;
            i = end;
        }

        return runs;
    }

    private static bool Joins(Step first, Step next) =>
        first.Deviations.Count == 0 && next.Deviations.Count == 0
        && ((first.IsDelta && next.IsDelta)
            || (first.Effect is StepEffect.PartAdded or StepEffect.PartFinished or StepEffect.ItemUpdated or StepEffect.Ignored
                && first.Event is not MalformedEvent && first.Lane == next.Lane && first.Event.Type == next.Event.Type));
}
