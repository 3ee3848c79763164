using System.Diagnostics;
using AgenticApi.Benchmarks.Contenders;

namespace AgenticApi.Benchmarks.Measuring;

/// <summary>
/// Measures contenders in turn (A, B, C, A, B, C…), so that whatever else the machine does falls on all of them alike; the median
/// of the rounds is what counts.
/// </summary>
internal static class Race
{
    /// <param name="contenders">Who takes part.</param>
    /// <param name="units">How many events, bodies or deltas a pass goes over.</param>
    /// <param name="warmUp">How long all of it runs before it counts: until the code has its profile and its last compilation.</param>
    /// <param name="budget">How long it counts; three rounds at least.</param>
    public static Result[] Run(IReadOnlyList<Contender> contenders, double units, TimeSpan warmUp, TimeSpan budget)
    {
        Rounds(contenders, warmUp);
        var rounds = Rounds(contenders, budget);
        return [.. contenders.Select((contender, i) => new Result(
            contender.Name,
            Median([.. rounds.Select(round => round[i])]) / units,
            Allocated(contender.Pass) / units))];
    }

    private static List<double[]> Rounds(IReadOnlyList<Contender> contenders, TimeSpan budget)
    {
        var rounds = new List<double[]>();
        for (var clock = Stopwatch.StartNew(); rounds.Count < 3 || clock.Elapsed < budget;)
        {
            rounds.Add([.. contenders.Select(contender => Time(contender.Pass))]);
        }

        return rounds;
    }

    /// <summary>The processor's time and not the clock's: a pass that others interrupt would seem to cost more the longer it is.</summary>
    private static double Time(Action pass)
    {
        var start = Environment.CpuUsage.TotalTime;
        pass();
        return (Environment.CpuUsage.TotalTime - start).TotalNanoseconds;
    }

    private static double Allocated(Action pass)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        pass();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}

/// <summary>What one contender took.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Nanoseconds">Of processor time for one event, body or delta: the median of the rounds.</param>
/// <param name="Bytes">Allocated for one event, body or delta.</param>
internal sealed record Result(string Name, double Nanoseconds, double Bytes);
