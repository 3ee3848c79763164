namespace AgenticApi.Fuzzing.Promises;

/// <summary>Streams that are folded side by side, in turn or on several threads, give what each gives alone.</summary>
internal sealed class AccumulatorsDoNotMix() : Promise(every: 4)
{
    public override Breach? Check(Subject subject, Random random)
    {
        if (subject.Input.IsBody || subject.Whole.Result is null || subject.Events.Count == 0)
        {
            return null;
        }

        return random.Next(32) == 0 ? OnThreads(subject)
            : subject.Events.Any(e => e.StreamId is not null) ? InLanes(subject)
            : InTurn(subject, random);
    }

    /// <summary>The stream, beside itself backwards and itself again: the same events in another order.</summary>
    private static Breach? InTurn(Subject subject, Random random)
    {
        var one = subject.Events.Select(e => e.Utf8Json.ToArray()).ToList();
        var backwards = one.AsEnumerable().Reverse().ToList();
        var (mine, theirs, asked) = (new ResponseAccumulator(), new ResponseAccumulator(), new ResponseAccumulator());
        for (var i = 0; i < one.Count; i++)
        {
            mine.Add(one[i]);
            theirs.Add(backwards[i]);
            if (random.Next(8) == 0)
            {
                // What is asked of a third one is no business of the two.
                asked.Add(one[i]);
                asked.Finish();
            }
        }

        return Differ(Fold.Spans(one), Outcome.Of(mine.Finish), "in turn") ?? Differ(Fold.Spans(backwards), Outcome.Of(theirs.Finish), "in turn");
    }

    private static Breach? OnThreads(Subject subject)
    {
        var alone = Fold.Events(subject.Events);
        var folds = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Fold.Events(subject.Events)))).GetAwaiter().GetResult();
        return folds.Select(other => Differ(alone, other, "on several threads")).FirstOrDefault(breach => breach is not null);
    }

    /// <summary>Lanes of one connection, as far as each has one response.</summary>
    private static Breach? InLanes(Subject subject)
    {
        var lanes = subject.Events.GroupBy(e => e.StreamId ?? "").ToList();
        if (lanes.Any(lane => lane.Skip(1).Any(e => e is ResponseCreatedEvent) || lane.Count(e => e is ResponseTerminalEvent) > 1))
        {
            return null;
        }

        var together = ResponseAccumulator.AllFromStreamAsync(new MemoryStream(subject.Bytes, writable: false)).ToBlockingEnumerable();
        var alone = lanes.Select(lane =>
        {
            var accumulator = new ResponseAccumulator();
            foreach (var e in lane.TakeWhile(_ => !accumulator.HasEnded))
            {
                accumulator.Add(e);
            }

            return accumulator.Finish();
        });
        return together.Select(Describe).Order(StringComparer.Ordinal).SequenceEqual(alone.Select(Describe).Order(StringComparer.Ordinal)) ? null : new Breach("in lanes: response");
    }

    private static string Describe(AccumulatedResponse result) => $"{result.Ending} {string.Join(' ', Outcome.Kinds(result))} {result.Response.ToJson()}";

    private static Breach? Differ(Outcome alone, Outcome other, string way) => alone.Difference(other) is { } difference ? new Breach($"{way}: {difference}") : null;
}
