namespace AgenticApi.Tests.Folding;

/// <summary>Messages from start to end.</summary>
public class MessageTests
{
    [Fact]
    public void Message_that_no_event_announced_is_in_the_response()
    {
        var item = Wire.Message("msg_1", "Hello.");
        var result = Fold.Events(Wire.Created, Wire.TextDone(0, "Hello.", id: "msg_1"), Wire.Done(0, item), Wire.Completed());

        result.Response.OutputText.Should().Be("Hello.");
        result.Response.Output.Should().ContainSingle().Which.Status.Should().Be("completed");
        result.Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.ItemNotAnnounced);
    }

    [Fact]
    public void Message_known_from_its_deltas_alone_is_an_assistant_message()
    {
        var message = Fold.Events(Wire.Text(0, "Hel"), Wire.Text(0, "lo")).Response.Output.Should().ContainSingle()
            .Which.Should().BeOfType<MessageItem>().Subject;

        (message.Role, message.OutputText, message.Status).Should().Be(("assistant", "Hello", "incomplete"));
    }

    [Fact]
    public void Null_status_of_a_finished_item_reads_completed_with_a_deviation()
    {
        var item = Wire.Message("msg_1", "Hello.").Replace("\"completed\"", "null", StringComparison.Ordinal);
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1"))]);

        var finished = accumulator.Add(ResponseStreamEvent.Parse(Wire.Done(0, item))).Finished.Single();

        finished.Status.Should().Be("completed");
        accumulator.Finish().Deviations.Should().ContainSingle(d => d.Kind == DeviationKind.StatusInferred)
            .Which.Severity.Should().Be(DeviationSeverity.Warning);
    }

    [Fact]
    public void Null_status_in_a_blocking_body_reads_completed_with_the_same_deviation()
    {
        var result = ResponseAccumulator.FromJson(
            """{"id":"r","object":"response","status":"completed","output":[{"type":"reasoning","id":"rs","summary":[],"status":null}]}""");

        result.Response.Output[0].Status.Should().Be("completed");
        result.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.StatusInferred);
    }

    [Fact]
    public void Null_id_and_stray_fields_inside_a_finished_item_are_repaired()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, Wire.Call("fc_1", "call_1", "add"))]);

        var finished = accumulator.Add(ResponseStreamEvent.Parse(Wire.Done(
            0, """{"type":"function_call","id":null,"item_id":"fc_1","output_index":0,"sequence_number":-1,"call_id":"call_1","name":"add","arguments":"{}","status":"completed"}"""))).Finished.Single();

        finished.Id.Should().Be("fc_1");
        finished.Json.TryGetProperty("item_id", out _).Should().BeFalse();
        accumulator.Finish().Deviations.Select(d => d.Kind).Should().Contain([DeviationKind.StrayItemFields, DeviationKind.ItemIdMissing]);
    }

    [Fact]
    public void Surrogate_pair_split_between_two_deltas_is_joined()
    {
        const string split = """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"HALF"}""";

        var result = Fold.Events(
            split.Replace("HALF", "\\ud83d", StringComparison.Ordinal), split.Replace("HALF", "\\ude00!", StringComparison.Ordinal));

        result.Response.OutputText.Should().Be("\ud83d\ude00!");
    }

    [Fact]
    public void Snapshot_between_the_halves_of_a_surrogate_pair_does_not_break_the_pair()
    {
        const string split = """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"HALF"}""";
        var accumulator = Fold.Into(new(), [split.Replace("HALF", "\\ud83d", StringComparison.Ordinal)]);

        accumulator.Snapshot().OutputText.Should().Be("\ufffd");
        accumulator.Finish().Deviations.Should().Contain(d => d.Kind == DeviationKind.BrokenText);
        Fold.Into(accumulator, [split.Replace("HALF", "\\ude00", StringComparison.Ordinal)]);

        var result = accumulator.Finish();
        result.Response.OutputText.Should().Be("\ud83d\ude00");
        result.Deviations.Concat(accumulator.Deviations).Should().NotContain(d => d.Kind == DeviationKind.BrokenText);
    }

    [Fact]
    public void Lone_half_of_a_surrogate_pair_is_replaced_with_a_deviation()
    {
        var result = Fold.Events("""{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"a\ud83d"}""");

        result.Response.OutputText.Should().Be("a\ufffd");
        result.Deviations.Should().Contain(d => d.Kind == DeviationKind.BrokenText);
    }

    [Fact]
    public void Part_that_starts_at_index_one_is_the_first_part()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(1, Wire.EmptyMessage("msg_1")), Wire.Text(1, "Hel", 1), Wire.Text(1, "lo", 1));

        result.Response.Output.OfType<MessageItem>().Single().Content.Should().ContainSingle();
        result.Response.OutputText.Should().Be("Hello");
        result.Deviations.Should().Contain(d => d.Kind == DeviationKind.PartNotAnnounced);
    }

    [Fact]
    public void Content_index_that_grows_with_every_delta_is_one_part()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.PartAdded(0), Wire.Text(0, "He"), Wire.Text(0, "ll", 1), Wire.Text(0, "o", 2), Wire.TextDone(0, "Hello", 3), Wire.PartDone(0, "Hello", 3));

        result.Response.Output.OfType<MessageItem>().Single().Content.Should().ContainSingle();
        result.Response.OutputText.Should().Be("Hello");
        result.Deviations.Should().Contain(d => d.Kind == DeviationKind.PartIndexMoved);
    }

    [Fact]
    public void Two_announced_parts_are_ordered_by_their_index()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.PartAdded(0, 1), Wire.PartAdded(0), Wire.Text(0, "two", 1), Wire.Text(0, "one "));

        result.Response.OutputText.Should().Be("one two");
    }

    [Fact]
    public void Annotations_and_logprobs_of_the_stream_survive_a_terminal_part_that_has_none()
    {
        const string annotation = """{"type":"response.output_text.annotation.added","output_index":0,"content_index":0,"annotation_index":INDEX,"annotation":{"type":"url_citation","url":"https://example.org/INDEX","title":"t","start_index":0,"end_index":2}}""";
        var result = Fold.Events(
            Wire.Created,
            Wire.Added(0, Wire.EmptyMessage("msg_1")),
            Wire.PartAdded(0),
            """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"Hi","logprobs":[{"token":"Hi","logprob":-0.5}]}""",
            annotation.Replace("INDEX", "1", StringComparison.Ordinal),
            annotation.Replace("INDEX", "0", StringComparison.Ordinal),
            Wire.PartDone(0, "Hi"),
            Wire.Done(0, Wire.Message("msg_1", "Hi")),
            Wire.Completed(Wire.Message("msg_1", "Hi")));

        var part = result.Response.Output.OfType<MessageItem>().Single().Content.OfType<OutputTextPart>().Single();
        part.Annotations.Select(a => a.Url).Should().Equal("https://example.org/0", "https://example.org/1");
        part.Annotations[0].EndIndex.Should().Be(2);
        part.Logprobs.Should().ContainSingle().Which.Logprob.Should().Be(-0.5);
    }

    [Fact]
    public void Empty_done_does_not_erase_the_text_of_the_deltas()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.PartAdded(0), Wire.Text(0, "Hello"), Wire.TextDone(0, ""), Wire.PartDone(0, ""), Wire.Done(0, Wire.Message("msg_1", "")), Wire.Completed(Wire.Message("msg_1", "")));

        result.Response.OutputText.Should().Be("Hello");
    }

    [Fact]
    public void Refusal_is_not_in_the_output_text()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), """{"type":"response.refusal.delta","output_index":0,"content_index":0,"delta":"No."}""");

        result.Response.OutputText.Should().BeEmpty();
        result.Response.Output.OfType<MessageItem>().Single().Content.Should().ContainSingle().Which.Should().BeOfType<RefusalPart>().Which.Refusal.Should().Be("No.");
    }

    [Fact]
    public void Reasoning_summaries_are_in_order_and_not_in_the_output_text()
    {
        const string delta = """{"type":"response.reasoning_summary_text.delta","output_index":0,"item_id":"rs_1","summary_index":INDEX,"delta":"TEXT"}""";
        var result = Fold.Events(
            Wire.Created,
            Wire.Added(0, """{"type":"reasoning","id":"rs_1","summary":[]}"""),
            """{"type":"response.reasoning_summary_part.added","output_index":0,"item_id":"rs_1","summary_index":0,"part":{"type":"summary_text","text":""}}""",
            delta.Replace("INDEX", "0", StringComparison.Ordinal).Replace("TEXT", "First", StringComparison.Ordinal),
            """{"type":"response.reasoning_summary_part.added","output_index":0,"item_id":"rs_1","summary_index":1,"part":{"type":"summary_text","text":""}}""",
            delta.Replace("INDEX", "1", StringComparison.Ordinal).Replace("TEXT", "Second", StringComparison.Ordinal),
            Wire.Completed());

        result.Response.Output.OfType<ReasoningItem>().Single().SummaryText.Should().Be("First\n\nSecond");
        result.Response.OutputText.Should().BeEmpty();
        result.Response.Output[0].Status.Should().BeNull("the type needs none, and the server gave none");
    }
}
