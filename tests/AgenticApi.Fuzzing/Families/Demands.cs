using System.Globalization;

namespace AgenticApi.Fuzzing.Families;

/// <summary>What the library promises of every input.</summary>
public static class Demands
{
    /// <summary>The time that an input of any size up to 10 MB may take.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    /// <summary>The bytes that may be allocated for each byte of the input.</summary>
    public const double MostAllocated = 30;

    /// <summary>How much longer an input of twice the size may take.</summary>
    public const double MostGrowth = 2.6;

    /// <summary>
    /// How much longer than its share a large input may take: the processor's caches and a collection of garbage cost it more than a small one,
    /// and what a limit bounds (10,000 items, 10,000 parts) may be looked at one by one. A fifth of the time that is allowed at the most.
    /// </summary>
    public static TimeSpan Slack(long size) => MostTime * (size / 50e6);

    /// <summary>What a measurement breaks, one phrase each; none where it is as promised.</summary>
    /// <param name="family">The family.</param>
    /// <param name="now">The measurement.</param>
    /// <param name="smaller">That of the smaller input with which it is compared; null where there is none.</param>
    /// <param name="mostGrowth">How much longer it may take than that.</param>
    public static IEnumerable<string> Broken(Family family, Measurement now, Measurement? smaller, double mostGrowth)
    {
        if (now.Fault is { } fault)
        {
            yield return $"throws {fault.GetType().Name}";
        }

        if (now.Refusal is not null && !family.IsDamaged)
        {
            yield return "refused";
        }

        if (now.IsTooSlow)
        {
            yield return "too slow";
        }
        else if (now.Time > MostTime)
        {
            yield return "time";
        }

        if (smaller is not null && now.Time - Slack(now.Size) > smaller.Time * mostGrowth)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"growth {now.Time / smaller.Time:0.0} of {mostGrowth:0.0}");
        }

        if (now.AllocatedPerByte > MostAllocated)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"allocates {now.AllocatedPerByte:0} x");
        }

        if (now.Held is not null && now.HeldPerByte > family.MostHeld)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"holds {now.HeldPerByte:0.00} x of {family.MostHeld:0.00}");
        }
    }
}
