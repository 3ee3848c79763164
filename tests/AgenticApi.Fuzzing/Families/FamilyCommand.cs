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
        var isSound = true;
        Measurement? half = null;
        foreach (var size in Sizes)
        {
            // Growth is judged where time is long enough to tell: between the two largest.
            var compared = size == Sizes[^1] ? half : null;
            var input = family.Build(size);
            var now = Meter.Best(family, input, size == Sizes[^1] ? 5 : 3, best => size != Sizes[^2] && !Demands.Broken(family, best, compared, Demands.MostGrowth).Any());
            if (family.MostHeld is not null && !now.IsTooSlow)
            {
                now = now with { Held = Meter.MeasureHeld(family, input) };
            }

            var verdicts = Demands.Broken(family, now, compared, Demands.MostGrowth).ToList();
            Print(
                family.ToString(),
                (size / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " MB",
                now.Time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture),
                half is null ? "" : (now.Time / half.Time).ToString("0.00", CultureInfo.InvariantCulture),
                now.AllocatedPerByte.ToString("0.0", CultureInfo.InvariantCulture),
                verdicts.Count > 0 ? "BROKEN: " + string.Join(", ", verdicts) : now.Refusal is null ? "ok" : "ok, refused");
            isSound &= verdicts.Count == 0;
            if (now.IsTooSlow)
            {
                break;
            }

            half = now;
        }

        return isSound;
    }

    private static void Print(string family, string size, string time, string growth, string allocated, string verdict) =>
        Console.WriteLine($"{family,-72} {size,8} {time,6} {growth,8} {allocated,8}  {verdict}");
}
