namespace AgenticApi.Tests.Folding;

/// <summary>The members of the accumulator: snapshots, strict mode, unknown events.</summary>
public class AccumulatorTests
{
    [Fact]
    public void Snapshot_returns_the_response_so_far_and_changes_nothing()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.Text(0, "Hel")]);

        var snapshot = accumulator.Snapshot();
        Fold.Into(accumulator, [Wire.Text(0, "lo"), Wire.Completed()]);

        (snapshot.Status, snapshot.OutputText, snapshot.Output[0].Status).Should().Be(("in_progress", "Hel", "in_progress"));
        accumulator.Finish().Response.OutputText.Should().Be("Hello");
        accumulator.Snapshot().Should().Be(accumulator.Finish().Response);
    }

    [Fact]
    public void Finish_after_more_events_includes_them()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.Text(0, "Hel")]);

        accumulator.Finish().Ending.Should().Be(Ending.Truncated);
        Fold.Into(accumulator, [Wire.Text(0, "lo"), Wire.Completed(Wire.Message("msg_1", "Hello"))]);

        var result = accumulator.Finish();
        result.Ending.Should().Be(Ending.Completed);
        result.Deviations.Should().NotContain(d => d.Kind == DeviationKind.StreamTruncated);
    }

    [Fact]
    public void Strict_mode_throws_the_first_warning_and_lets_information_pass()
    {
        var accumulator = Fold.Into(new(new() { Strict = true }), [Wire.Created, """{"type":"response.brand_new"}""", Wire.Added(0, Wire.EmptyMessage("msg_1"))]);

        var thrown = accumulator.Invoking(a => a.Add(ResponseStreamEvent.Parse(Wire.Text(5, "SECRET"))))
            .Should().Throw<ResponseProtocolException>().Which;

        thrown.Deviation!.Kind.Should().Be(DeviationKind.ItemNotAnnounced);
        thrown.Message.Should().Contain("response.output_text.delta").And.NotContain("SECRET");
    }

    [Fact]
    public void Unknown_event_item_part_status_and_members_are_kept()
    {
        const string item = """{"type":"hologram","id":"h_1","status":"shimmering","beams":[1,2.50,{"x":null}],"content":[{"type":"light","lumen":1e3}]}""";
        var terminal = $$$"""{"type":"response.completed","response":{"id":"r","object":"response","status":"completed","output":[{{{item}}}],"aura":{"a":[true]} } }""";
        var result = Fold.Events(Wire.Created, """{"type":"response.hologram.flash","x":1}""", Wire.Added(0, item), Wire.Done(0, item), terminal);

        result.Response.Output[0].Should().BeOfType<UnknownItem>().Which.ToJson().Should().Be(item);
        result.Response.ToJson().Should().Contain("\"aura\":{\"a\":[true]}").And.Contain(item);
        result.Deviations.Should().ContainSingle().Which.Should().Match<Deviation>(
            d => d.Kind == DeviationKind.UnknownEvent && d.EventType == "response.hologram.flash");
    }

    [Fact]
    public void Damaged_event_is_skipped_and_earlier_events_are_kept()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.Text(0, "Hel"), "{\"type\":\"resp", Wire.Text(0, "lo"), Wire.Completed());

        result.Response.OutputText.Should().Be("Hello");
        result.Deviations.Should().Contain(d => d.Kind == DeviationKind.MalformedEvent && d.Severity == DeviationSeverity.Error);
    }

    [Fact]
    public void Field_of_a_wrong_type_skips_the_event_and_is_reported()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), """{"type":"response.output_text.delta","output_index":0,"delta":7}""", """{"type":"response.output_item.done","output_index":0,"item":"none"}""", """{"type":"response.content_part.added","output_index":0,"part":[]}""");

        result.Ending.Should().Be(Ending.Truncated);
        result.Deviations.Count(d => d.Kind == DeviationKind.FieldMissing).Should().Be(1, "each kind is recorded once an item");
        result.Response.Output.Should().ContainSingle().Which.Should().BeOfType<MessageItem>().Which.Content.Should().BeEmpty();
    }

    [Fact]
    public void Deviation_and_result_show_nothing_of_the_content()
    {
        var result = Fold.Events(Wire.Created, Wire.TextDone(0, "SECRET", id: "msg_1"), Wire.Text(0, "SECRET"), "SECRET");

        string.Join(' ', result.Deviations).Should().NotContain("SECRET");
        (result + result.Response.ToString() + result.Response.Output[0]).Should().NotContain("SECRET");
    }

    [Fact]
    public void Deviations_are_added_with_their_event_and_a_returned_list_does_not_change()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1"))]);
        var none = accumulator.Deviations;

        Fold.Into(accumulator, [Wire.Text(5, "x")]);
        var one = accumulator.Deviations;
        Fold.Into(accumulator, [Wire.Text(5, "y")]);

        none.Should().BeEmpty();
        one.Select(d => d.Kind).Should().Equal(DeviationKind.ItemNotAnnounced, DeviationKind.PartNotAnnounced);
        accumulator.Deviations.Should().BeSameAs(one, "the second text shows nothing new");
        Fold.Into(accumulator, ["{"]);
        one.Should().HaveCount(2);
        accumulator.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.ItemNotAnnounced, DeviationKind.PartNotAnnounced, DeviationKind.MalformedEvent);
        accumulator.Finish().Deviations.Take(3).Should().Equal(accumulator.Deviations);
        accumulator.Deviations.Should().HaveCount(3, "finishing changes nothing");
    }

    [Fact]
    public void Last_sequence_number_is_the_highest_one()
    {
        var accumulator = new ResponseAccumulator();
        accumulator.LastSequenceNumber.Should().BeNull();

        Fold.Into(accumulator, [Wire.Numbered(0, Wire.Created), Wire.Numbered(7, Wire.Added(0, Wire.EmptyMessage("m"))), Wire.Numbered(3, Wire.Text(0, "x"))]);

        accumulator.LastSequenceNumber.Should().Be(7);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{\"object\":\"resp", "cut off or damaged at line 1, byte 16")]
    [InlineData("{\"object\":\"response\"} x", "cut off or damaged at line 1, byte 23")]
    [InlineData("[]", "a JSON array")]
    [InlineData("\uFEFF[]", "a JSON array")]
    [InlineData("null", "a JSON literal")]
    [InlineData("{\"a\":1}", "not a response")]
    [InlineData("""{"type":"response.created","response":{}}""", "is an event")]
    public void Body_that_is_no_response_throws_with_its_kind(string body, string what)
    {
        FluentActions.Invoking(() => ResponseAccumulator.FromJson(body)).Should().Throw<ResponseProtocolException>().WithMessage($"*{what}*");
    }

    [Fact]
    public void Body_that_is_a_deep_array_within_the_limit_throws_with_its_kind()
    {
        var body = new string('[', 100) + new string(']', 100);

        FluentActions.Invoking(() => ResponseAccumulator.FromJson(body, new() { MaxJsonDepth = 200 })).Should().Throw<ResponseProtocolException>().WithMessage("*a JSON array*");
    }
}
