using System.Globalization;

namespace AgenticApi.Fuzzing.Families;

/// <summary>The command <c>--families</c>: measures every family and prints a table.</summary>
public static class FamilyCommand
{
    private static readonly int[] Sizes = [1_250_000, 2_500_000, 5_000_000, 10_000_000];

    /// <summary>Runs the command.</summary>
    /// <param name="arguments">What follows <c>--families</c>: nothing, or <c>--filter TEXT</c>.</param>
    /// <returns>0 where every family is as promised, 1 where one is not, 2 for wrong usage.</returns>
    public static int Run(string[] arguments)
    {
        if (arguments is not ([] or ["--filter", _]))
        {
            Console.Error.WriteLine("Usage: --families [--filter TEXT]");
            return 2;
        }

        var families = FamilyTable.All.Where(family => arguments is not [_, var text] || family.ToString().Contains(text, StringComparison.OrdinalIgnoreCase)).ToList();
        Print("family", "n", "ms", "ms/half", "alloc/n", "verdict");
        var broken = families.Count(family => !IsSound(family));
        Console.Error.WriteLine($"{families.Count} families, {broken} break a demand.");
        return broken == 0 ? 0 : 1;
    }

    private static bool IsSound(Family family)
    {
        // What is compiled at the first call is no cost of the input.
        Meter.Measure(family, family.Build(Sizes[0] / 20));
        var measured = Series(family);

        // Noise makes a fold slower and never quicker: what breaks a demand is measured again, and the quickest counts.
        for (var tries = 1; tries < 3 && IsNoisy(family, measured); tries++)
        {
            measured = [.. measured.Zip(Series(family), (one, other) => other.Time < one.Time ? other : one)];
        }

        for (var i = 0; i < measured.Count; i++)
        {
            var now = measured[i];
            var broken = Broken(family, measured, i).ToList();
            Print(
                family.ToString(),
                (Sizes[i] / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " MB",
                now.IsSkipped ? "-" : now.Time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture),
                i == 0 || now.IsSkipped ? "" : (now.Time / measured[i - 1].Time).ToString("0.00", CultureInfo.InvariantCulture),
                now.IsSkipped ? "-" : now.AllocatedPerByte.ToString("0.0", CultureInfo.InvariantCulture),
                broken.Count > 0 ? "BROKEN: " + string.Join(", ", broken) : now.Refusal is null ? "ok" : "ok, refused");
        }

        return !AnyBroken(family, measured);
    }

    /// <summary>Measures all sizes, up to one that takes longer than the largest may.</summary>
    private static List<Measurement> Series(Family family)
    {
        var measured = new List<Measurement>();
        foreach (var size in Sizes)
        {
            // A fold cannot be given up in the middle of an event; so it is not begun where it would clearly take too long.
            var next = measured.Count < 2 ? default : measured[^1].Time * (measured[^1].Time / measured[^2].Time);
            if (next > Meter.TooSlow)
            {
                measured.Add(new Measurement(size, next, 0) { IsTooSlow = true, IsSkipped = true });
                return measured;
            }

            var input = family.Build(size);
            var now = Meter.Best(family, input, most: 3, best => best.Time > Demands.MostTime / 2);
            if (family.MostHeld is not null && !now.IsTooSlow)
            {
                now = now with { Held = Meter.MeasureHeld(family, input) };
            }

            // What is too slow already is no quicker where it is larger.
            measured.Add(now);
            if (now.Time > Demands.MostTime)
            {
                return measured;
            }
        }

        return measured;
    }

    /// <summary>Whether a demand is broken, and by so little that it may be noise.</summary>
    private static bool IsNoisy(Family family, List<Measurement> measured) => measured[^1].Time < Demands.MostTime && AnyBroken(family, measured);

    private static bool AnyBroken(Family family, List<Measurement> measured) =>
        Enumerable.Range(0, measured.Count).Any(i => Broken(family, measured, i).Any());

    /// <summary>
    /// What one of the sizes breaks. The largest is compared with its half and with its quarter, and the one that allows it more time counts:
    /// each of them alone may have been quick by chance.
    /// </summary>
    private static IEnumerable<string> Broken(Family family, List<Measurement> measured, int at)
    {
        var isLargest = at == Sizes.Length - 1;
        var growth = Demands.MostGrowth;
        return isLargest && measured[at - 2].Time * growth > measured[at - 1].Time
            ? Demands.Broken(family, measured[at], measured[at - 2], growth * growth)
            : Demands.Broken(family, measured[at], isLargest ? measured[at - 1] : null, growth);
    }

    private static void Print(string family, string size, string time, string growth, string allocated, string verdict) =>
        Console.WriteLine($"{family,-72} {size,8} {time,6} {growth,8} {allocated,8}  {verdict}");
}
