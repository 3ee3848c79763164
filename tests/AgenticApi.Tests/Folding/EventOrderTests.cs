using K = AgenticApi.DeviationKind;

namespace AgenticApi.Tests.Folding;

/// <summary>The order of events. Only events that violate the order of the protocol are reported.</summary>
public class EventOrderTests
{
    private static readonly string Whole = Wire.Message("m", "Hello");
    private static readonly string[] Text =
    [
        Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0, id: "m"), Wire.Text(0, "Hello", id: "m"), Wire.TextDone(0, "Hello", id: "m"),
        Wire.PartDone(0, "Hello", id: "m"), Wire.Done(0, Whole),
    ];

    [Fact]
    public void Stream_in_order_has_no_deviation() => Kinds([Wire.Created, Wire.InProgress, .. Text, Wire.Completed(Whole)]).Should().BeEmpty();

    [Fact]
    public void Stream_that_waits_in_a_queue_is_in_order() =>
        Kinds([Wire.Created, Wire.Created.Replace("response.created", "response.queued", StringComparison.Ordinal), Wire.InProgress, .. Text, Wire.Completed(Whole)]).Should().BeEmpty();

    [Fact]
    public void Stream_without_created_is_reported() => Kinds([Wire.InProgress, .. Text, Wire.Completed(Whole)]).Should().Equal(K.LifecycleOutOfOrder);

    [Fact]
    public void Stream_that_is_resumed_may_begin_with_any_event() => Kinds([Wire.Numbered(7, Wire.InProgress), .. Text, Wire.Completed(Whole)]).Should().BeEmpty();

    [Fact]
    public void Stream_that_is_an_error_alone_needs_no_created() => Kinds("""{"type":"error","code":"c","message":"m"}""").Should().BeEmpty();

    [Fact]
    public void In_progress_after_an_item_is_reported() =>
        Kinds([Wire.Created, .. Text, Wire.InProgress, Wire.Completed(Whole)]).Should().Equal(K.LifecycleOutOfOrder);

    [Fact]
    public void In_progress_of_a_second_model_round_is_in_order()
    {
        var again = Wire.Created.Replace("\"created_at\":1", "\"created_at\":2", StringComparison.Ordinal);

        Kinds([Wire.Created, .. Text, again, again.Replace("response.created", "response.in_progress", StringComparison.Ordinal), Wire.Completed(Whole)])
            .Should().Equal(K.RoundRestarted);
    }

    [Fact]
    public void Part_that_is_not_closed_is_reported() => Kinds([Wire.Created, .. Text[..4], Text[5], Wire.Completed(Whole)]).Should().Equal(K.PartNotFinished);

    [Fact]
    public void Text_that_is_not_closed_is_reported()
    {
        var call = Wire.Call("c", "call_1", "f", "{}", "completed");

        Kinds(Wire.Created, Wire.Added(0, Wire.Call("c", "call_1", "f")), Wire.Arguments(0, "{}", "c"), Wire.Done(0, call), Wire.Completed(call))
            .Should().Equal(K.PartNotFinished);
    }

    [Fact]
    public void Part_of_the_skeleton_needs_no_event_that_closes_it() =>
        Kinds(Wire.Created, Wire.Added(0, Wire.Message("m", "Hello", "in_progress")), Wire.Done(0, Whole), Wire.Completed(Whole)).Should().BeEmpty();

    [Fact]
    public void Delta_after_its_text_is_done_is_reported_and_ignored()
    {
        var result = Fold.Events([Wire.Created, .. Text[..4], Wire.Text(0, " again", id: "m")]);

        result.Deviations.Select(d => d.Kind).Should().Equal(K.EventAfterItemDone, K.StreamTruncated);
        result.Response.OutputText.Should().Be("Hello");
    }

    [Fact]
    public void Item_at_an_index_that_is_not_the_next_is_reported_once() =>
        Kinds([Wire.Created, .. Text.Select(e => e.Replace("\"output_index\":0", "\"output_index\":3", StringComparison.Ordinal)), Wire.Completed(Whole)])
            .Should().Equal(K.OutputIndexSkipped);

    private static IEnumerable<K> Kinds(params IEnumerable<string> events) => Fold.Events(events).Deviations.Select(d => d.Kind);
}
