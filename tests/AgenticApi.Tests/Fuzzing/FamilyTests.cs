using AgenticApi.Fuzzing.Families;

namespace AgenticApi.Tests.Fuzzing;

/// <summary>
/// Time and memory grow linearly with the length of any input. The sizes are small, so that a linear library takes only
/// seconds; the command <c>--families</c> of AgenticApi.Fuzzing measures up to 10 MB.
/// </summary>
[Collection(Alone.Name)]
public sealed class FamilyTests
{
    private const int Small = 256 << 10;
    private const int Large = 2 << 20;

    // Eight times the size takes a linear library 8 times as long, and a quadratic one 64 times.
    private const double MostGrowth = 8 * 2.5;

    // These deviations do not mean that an event was damaged.
    private static readonly DeviationKind[] Slips = [DeviationKind.MalformedEvent, DeviationKind.FieldMissing, DeviationKind.DuplicateFields];

    public static TheoryData<string> Names => [.. FamilyTable.All.Select(family => family.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Family_grown_eightfold_costs_no_more_than_its_size(string name)
    {
        var family = Named(name);
        Measurement? smaller = null;
        Measurement larger;
        var broken = Measure();

        // Noise can only make a fold slower, so a family that exceeds a bound is measured again.
        for (var tries = 1; tries < 3 && broken.Count > 0 && larger.Time < Demands.MostTime / 2; tries++)
        {
            broken = Measure();
        }

        broken.Should().BeEmpty(
            "{0:0} bytes took {1:0.0} ms and {2:0} bytes {3:0.0} ms, with {4:0.0} bytes allocated for each",
            smaller!.Size, smaller.Time.TotalMilliseconds, larger.Size, larger.Time.TotalMilliseconds, larger.AllocatedPerByte);

        List<string> Measure()
        {
            smaller = Meter.Best(family, family.Build(Small), most: 3, best => best.Time > Demands.MostTime / 10);
            var input = family.Build(Large);
            larger = Meter.Measure(family, input, Demands.MostTime);
            if (family.MostHeld is not null && !larger.IsTooSlow)
            {
                larger = larger with { Held = Meter.MeasureHeld(family, input) };
            }

            return [.. Demands.Broken(family, larger, smaller, MostGrowth)];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Family_that_is_not_damaged_is_read_whole(string name)
    {
        var family = Named(name);
        var measured = Meter.Measure(family, family.Build(20_000));

        measured.Fault.Should().BeNull();
        if (!family.IsDamaged)
        {
            measured.Refusal.Should().BeNull();
            measured.Kinds.Should().NotIntersectWith(Slips);
        }
    }

    [Fact]
    public void Families_have_different_names() => Names.Should().OnlyHaveUniqueItems();

    private static Family Named(string name) => FamilyTable.All.Single(family => family.ToString() == name);
}
