namespace AgenticApi.Fuzzing.Promises;

/// <summary>Asking for the response so far changes neither what follows nor a second answer.</summary>
internal sealed class AskingChangesNothing() : Promise(every: 2)
{
    public override Breach? Check(Subject subject, Random random)
    {
        if (subject.Input.IsBody || subject.Whole.Result is null)
        {
            return null;
        }

        var plain = Fold.Events(subject.Events);
        // Each answer costs as much as the fold so far: a long stream is asked as seldom as a short one.
        var often = 1 + random.Next(1 + subject.Events.Count / 2);
        var breach = default(Breach);
        var asked = Outcome.Of(() =>
        {
            var accumulator = new ResponseAccumulator();
            foreach (var e in subject.Events)
            {
                accumulator.Add(e);
                if (random.Next(often) == 0)
                {
                    breach ??= Ask(accumulator, random);
                }
            }

            breach ??= Ask(accumulator, random);
            return accumulator.Finish();
        });
        return breach ?? (plain.Difference(asked) is { } difference ? new Breach($"asked in between: {difference}") : null);
    }

    private static Breach? Ask(ResponseAccumulator accumulator, Random random)
    {
        if (random.Next(2) == 0)
        {
            var before = accumulator.Deviations.Count;
            var (one, other) = (accumulator.Snapshot().ToJson(), accumulator.Snapshot().ToJson());
            return one != other ? new Breach("Snapshot twice: response") : accumulator.Deviations.Count != before ? new Breach("Snapshot adds deviations") : null;
        }

        var first = Outcome.Of(accumulator.Finish);
        accumulator.FinalCallId("call_0");
        return first.Difference(Outcome.Of(accumulator.Finish)) is { } difference ? new Breach($"Finish twice: {difference}") : null;
    }
}
