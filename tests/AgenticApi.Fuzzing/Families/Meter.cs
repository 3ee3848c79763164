namespace AgenticApi.Fuzzing.Families;

/// <summary>Measures folds, each on a thread of its own: time and allocations are counted by thread.</summary>
public static class Meter
{
    /// <summary>A fold that takes longer is given up, where it can be.</summary>
    public static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(5);

    /// <summary>Folds one input once.</summary>
    /// <param name="family">The family.</param>
    /// <param name="input">The input.</param>
    /// <param name="most">The time after which the fold is given up; null for <see cref="TooSlow"/>.</param>
    public static Measurement Measure(Family family, byte[] input, TimeSpan? most = null)
    {
        // What other folds have left is collected at their expense.
        GC.Collect();
        Measurement? result = null;
        var thread = new Thread(() => result = Fold(family, input, most ?? TooSlow, asksForHeld: false));
        thread.Start();
        thread.Join();
        return result!;
    }

    /// <summary>The bytes that are held when all of an input has been read: in a run of its own, for asking takes time.</summary>
    public static long MeasureHeld(Family family, byte[] input)
    {
        Measurement? result = null;
        var thread = new Thread(() => result = Fold(family, input, TooSlow, asksForHeld: true));
        thread.Start();
        thread.Join();
        return result!.Held ?? 0;
    }

    /// <summary>The quickest of several folds, for whatever disturbs a fold makes it slower.</summary>
    /// <param name="family">The family.</param>
    /// <param name="input">The input.</param>
    /// <param name="most">How often it is folded at most.</param>
    /// <param name="isEnough">Whether no more folds are needed after this one.</param>
    public static Measurement Best(Family family, byte[] input, int most, Func<Measurement, bool> isEnough)
    {
        var best = Measure(family, input);
        for (var i = 1; i < most && !isEnough(best); i++)
        {
            var next = Measure(family, input);
            best = next.Time < best.Time ? next : best;
        }

        return best;
    }

    private static Measurement Fold(Family family, byte[] input, TimeSpan most, bool asksForHeld)
    {
        long? held = null;
        var before = asksForHeld ? GC.GetTotalMemory(forceFullCollection: true) : 0;
        var run = new Run(most) { WhenRead = asksForHeld ? () => held = GC.GetTotalMemory(forceFullCollection: true) - before : null };
        Exception? thrown = null;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadTime.Now;
        try
        {
            family.Feed.Fold(input, run);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            thrown = e;
        }

        var time = ThreadTime.Now - start;
        return new Measurement(input.Length, time, GC.GetAllocatedBytesForCurrentThread() - allocated)
        {
            Held = held,
            IsTooSlow = thrown is OperationCanceledException || time > most,
            Refusal = (thrown as ResponseProtocolException)?.Message,
            Fault = thrown is OperationCanceledException or ResponseProtocolException ? null : thrown,
            Kinds = run.Kinds,
        };
    }
}
