using K = AgenticApi.DeviationKind;

namespace AgenticApi.Tests.Folding;

/// <summary>Distinguishes late events from repeated ones by their number.</summary>
public class SequenceNumberTests
{
    private static readonly string[] Begun = [Wire.Numbered(0, Wire.Created), Wire.Numbered(1, Wire.Added(0, Wire.EmptyMessage("m"))), Wire.Numbered(2, Wire.PartAdded(0, id: "m"))];

    [Fact]
    public void Every_event_of_a_gap_counts_once_however_late_it_arrives()
    {
        var result = Fold.Events([.. Begun, Text(8, "a"), Text(5, "b"), Text(3, "c"), Text(7, "d"), Text(4, "e"), Text(6, "f"), Text(5, "b"), Text(3, "c"), Text(7, "d")]);

        result.Response.OutputText.Should().Be("abcdef");
        Kinds(result).Should().Contain([K.SequenceGap, K.RepeatedEvent]);
    }

    [Fact]
    public void First_and_last_number_of_a_gap_count_once()
    {
        Fold.Events([.. Begun, Text(6, "a"), Text(3, "b"), Text(3, "b"), Text(5, "c"), Text(5, "c"), Text(4, "d"), Text(4, "d")]).Response.OutputText.Should().Be("abcd");
    }

    [Fact]
    public void Number_just_outside_a_gap_is_a_repetition()
    {
        Fold.Events([.. Begun, Text(3, "a"), Text(6, "b"), Text(7, "c"), Text(3, "a"), Text(6, "b")]).Response.OutputText.Should().Be("abc");
    }

    [Fact]
    public void Number_before_the_first_one_is_not_a_repetition()
    {
        string[] resumed = [Wire.Numbered(5, Wire.Created), Wire.Numbered(6, Wire.Added(0, Wire.EmptyMessage("m"))), Text(7, "a"), Text(8, "b"), Text(4, "c")];
        Fold.Events(resumed).Response.OutputText.Should().Be("abc");
    }

    [Fact]
    public void Number_repeated_right_after_the_first_two_steps_is_a_repetition()
    {
        var result = Fold.Events([.. Begun, Text(3, "a"), Text(2, "x")]);
        result.Response.OutputText.Should().Be("a");
        Kinds(result).Should().Contain(K.RepeatedEvent);
    }

    [Fact]
    public void Oldest_of_many_gaps_is_forgotten_and_the_others_are_kept()
    {
        // Gaps at 4, 6, 8 …: one more than the tracker keeps.
        string[] gaps = [.. Enumerable.Range(0, 34).Select(i => Text(3 + (2 * i), "."))];

        Fold.Events([.. Begun, .. gaps, Text(4, "old")]).Response.OutputText.Should().NotContain("old");
        Fold.Events([.. Begun, .. gaps, Text(6, "late")]).Response.OutputText.Should().EndWith("late");
        Fold.Events([.. Begun, .. gaps, Text(68, "last")]).Response.OutputText.Should().EndWith("last");
    }

    [Fact]
    public void Deviation_of_the_first_event_has_number_and_index_zero()
    {
        var deviation = Fold.Events(Wire.Numbered(0, Wire.Text(0, "Hi", id: "m"))).Deviations.Single(d => d.Kind == K.ItemNotAnnounced);
        (deviation.SequenceNumber, deviation.OutputIndex).Should().Be((0, 0));
    }

    [Fact]
    public void Two_different_events_under_one_number_both_count()
    {
        Fold.Events([.. Begun, Text(3, "one "), Text(3, "and two")]).Response.OutputText.Should().Be("one and two");
    }

    [Fact]
    public void Every_event_is_counted_readable_or_not()
    {
        var accumulator = Fold.Into(new(), [.. Begun, Text(3, "a"), Text(4, "b"), Text(4, "b"), "{\"type\":", Wire.Completed(), Text(5, "c")]);
        accumulator.EventCount.Should().Be(9);
        new ResponseAccumulator().EventCount.Should().Be(0);
    }

    [Fact]
    public void Created_that_is_repeated_before_any_item_is_ignored()
    {
        var later = Wire.Created.Replace("\"created_at\":1", "\"created_at\":2", StringComparison.Ordinal);
        var result = Fold.Events(Wire.Numbered(0, Wire.Created), Wire.Numbered(1, Wire.InProgress), Wire.Numbered(2, Wire.InProgress), Wire.Numbered(0, later));
        result.Response.Json.GetProperty("created_at").GetInt32().Should().Be(1);
        Kinds(result).Should().Contain(K.RepeatedEvent);
    }

    private static string Text(int number, string delta) => Wire.Numbered(number, Wire.Text(0, delta, id: "m"));

    private static IEnumerable<K> Kinds(AccumulatedResponse result) => result.Deviations.Select(d => d.Kind);
}
