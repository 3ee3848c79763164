using System.Diagnostics;
using AgenticApi.Benchmarks.Contenders;

namespace AgenticApi.Benchmarks.Measuring;

/// <summary>Measures the contenders of a heat in rounds, each round in another order.</summary>
internal sealed class Race(Heat heat, Random random)
{
    // In nanoseconds: several passes of most contenders, and soon over, so that all of a round find the machine alike.
    private const double Turn = 8e6;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    private readonly List<double[]> _rounds = [];

    /// <summary>Measures one round at least, and until so much processor time is used: on a busy machine the rounds are as many.</summary>
    public void Run(TimeSpan processor)
    {
        int[] order = [.. Enumerable.Range(0, heat.Contenders.Count)];
        int[] passes = [.. heat.Contenders.Select(Passes)];
        var (clock, start) = (Stopwatch.StartNew(), CpuClock.Thread());
        do
        {
            random.Shuffle(order);
            var times = new double[order.Length];
            foreach (var i in order)
            {
                times[i] = Time(heat.Contenders[i], passes[i]);
            }

            _rounds.Add(times);
        }
        while (CpuClock.Thread() - start < processor.TotalNanoseconds && clock.Elapsed < AtMost);
    }

    /// <summary>The median of what the rounds give.</summary>
    public double Median(Func<double[], double> figure) => Measuring.Median.Of(_rounds.Select(figure));

    /// <summary>The median time of a contender for one unit, in nanoseconds.</summary>
    public double Nanoseconds(int contender) => Median(times => times[contender]);

    /// <summary>What a contender allocates for one unit, in bytes, on this thread.</summary>
    public double Bytes(int contender) => Allocated.By(heat.Contenders[contender].Pass) / heat.Contenders[contender].Units;

    /// <summary>How many passes a turn has; none for a pass that is longer than a turn, which needs no other to go ahead.</summary>
    private int Passes(Contender contender)
    {
        var start = heat.Clock();
        contender.Pass();
        return (int)(Turn / (heat.Clock() - start));
    }

    /// <summary>The lower quartile of a turn's passes: one that is interrupted finds cold caches afterwards, and longer ones more often.</summary>
    private double Time(Contender contender, int passes)
    {
        // Whoever ran before has left its garbage, and its own jumps in the branch predictor: neither is this contender's cost.
        GC.Collect(0);
        if (passes > 0)
        {
            contender.Pass();
        }

        var times = new double[Math.Max(1, passes)];
        for (var i = 0; i < times.Length; i++)
        {
            var start = heat.Clock();
            contender.Pass();
            times[i] = heat.Clock() - start;
        }

        Array.Sort(times);
        return times[times.Length / 4] / contender.Units;
    }
}
