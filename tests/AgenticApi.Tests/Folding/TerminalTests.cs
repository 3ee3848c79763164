namespace AgenticApi.Tests.Folding;

/// <summary>The effects of the terminal event.</summary>
public class TerminalTests
{
    [Theory]
    [InlineData("completed", Ending.Completed)]
    [InlineData("incomplete", Ending.Incomplete)]
    [InlineData("failed", Ending.Failed)]
    [InlineData("cancelled", Ending.Cancelled)]
    public void Terminal_event_gives_the_ending_and_its_body_gives_the_same(string status, Ending ending)
    {
        var terminal = Wire.Terminal(status, Wire.Message("msg_1", "Hi"));
        var streaming = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.Text(0, "Hi"), Wire.Done(0, Wire.Message("msg_1", "Hi")), terminal);
        var blocking = ResponseAccumulator.FromJson(System.Text.Json.Nodes.JsonNode.Parse(terminal)!["response"]!.ToJsonString());

        streaming.Ending.Should().Be(ending);
        blocking.Ending.Should().Be(ending);
        streaming.Response.Should().Be(blocking.Response);
    }

    [Fact]
    public void Stream_without_a_terminal_event_is_truncated_with_all_its_text()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.Text(0, "Half an ans"));

        result.Ending.Should().Be(Ending.Truncated);
        result.Response.Status.Should().Be("incomplete");
        result.Response.IncompleteDetails!.Reason.Should().Be(IncompleteDetails.StreamTruncated);
        result.Response.OutputText.Should().Be("Half an ans");
        result.Response.Model.Should().Be("m");
        result.Deviations.Should().Contain(d => d.Kind == DeviationKind.StreamTruncated && d.Severity == DeviationSeverity.Error);
    }

    [Theory]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"Slow down.","param":null,"sequence_number":3}""")]
    [InlineData("""{"type":"error","error":{"type":"rate_limit","code":"rate_limit_exceeded","message":"Slow down.","param":null}}""")]
    [InlineData("""{"error":{"type":"rate_limit","code":"rate_limit_exceeded","message":"Slow down.","param":null}}""")]
    public void Error_event_flat_or_nested_ends_the_stream_as_errored_and_keeps_error_and_text(string error)
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.Text(0, "Half"), error);

        result.Ending.Should().Be(Ending.Errored);
        result.Response.Status.Should().Be("failed");
        (result.Response.Error!.Code, result.Response.Error.Message).Should().Be(("rate_limit_exceeded", "Slow down."));
        result.Response.OutputText.Should().Be("Half");
    }

    [Fact]
    public void Error_body_reads_as_errored()
    {
        var result = ResponseAccumulator.FromJson("""{"error":{"message":"No such model.","type":"invalid_request_error","param":"model","code":null}}""");

        result.Ending.Should().Be(Ending.Errored);
        (result.Response.Error!.Message, result.Response.Error.Param).Should().Be(("No such model.", "model"));
    }

    [Fact]
    public void Error_event_followed_by_failed_is_failed()
    {
        var result = Fold.Events(Wire.Created, """{"type":"error","error":{"code":"c","message":"m"}}""", Wire.Terminal("failed"));

        result.Ending.Should().Be(Ending.Failed);
        result.Response.Error!.Code.Should().Be("c");
    }

    [Theory]
    [InlineData("cancelled", Ending.Cancelled)]
    [InlineData("queued", Ending.InProgress)]
    [InlineData("in_progress", Ending.InProgress)]
    [InlineData("levitating", Ending.Incomplete)]
    public void Body_status_gives_the_ending_and_is_kept(string status, Ending ending)
    {
        var result = ResponseAccumulator.FromJson($$"""{"id":"r","object":"response","status":"{{status}}","output":[]}""");

        result.Ending.Should().Be(ending);
        result.Response.Status.Should().Be(status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"output\":null,")]
    [InlineData("\"output\":[],")]
    public void Terminal_output_that_is_absent_null_or_empty_leaves_the_streamed_items(string output)
    {
        var item = Wire.Message("msg_1", "Hi");
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.Done(0, item), $$$"""{"type":"response.completed","response":{{{{output}}}"id":"resp_1","status":"completed","usage":{"total_tokens":3} } }""");

        result.Ending.Should().Be(Ending.Completed);
        result.Response.OutputText.Should().Be("Hi");
        result.Response.Usage!.TotalTokens.Should().Be(3);
        result.Response.Model.Should().Be("m", "what response.created said is not erased");
        result.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.TerminalOutputMissing);
    }

    [Theory]
    [InlineData("Visible.", DeviationSeverity.Error)]
    [InlineData("\n\n", DeviationSeverity.Warning)]
    public void Streamed_message_missing_in_the_terminal_output_is_reported(string text, DeviationSeverity severity)
    {
        var call = Wire.Call("fc_1", "call_1", "add", "{}", "completed");
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.Done(0, Wire.Message("msg_1", text)), Wire.Added(1, Wire.Call("fc_1", "call_1", "add")), Wire.Done(1, call), Wire.Completed(call));

        result.Response.Output.Should().ContainSingle().Which.Type.Should().Be("function_call");
        var deviation = result.Deviations.Should().ContainSingle().Subject;
        (deviation.Kind, deviation.Severity, deviation.ItemId, deviation.OutputIndex).Should().Be((DeviationKind.TerminalOmitsItem, severity, "msg_1", 0));
    }

    [Fact]
    public void Terminal_item_that_was_never_streamed_is_taken()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(1, Wire.EmptyMessage("msg_1")), Wire.Done(1, Wire.Message("msg_1", "Hi")), Wire.Completed("""{"type":"mcp_list_tools","id":"mcpl_1","tools":[]}""", Wire.Message("msg_1", "Hi")));

        result.Response.Output.Select(item => item.Type).Should().Equal("mcp_list_tools", "message");
        result.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.OutputIndexSkipped, DeviationKind.TerminalAddsItem);
        result.Deviations.Should().OnlyContain(d => d.Severity == DeviationSeverity.Info);
    }

    [Fact]
    public void Terminal_text_that_contradicts_the_stream_is_taken_and_is_an_error()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("msg_1")), Wire.Done(0, Wire.Message("msg_1", "Yes")), Wire.Completed(Wire.Message("msg_1", "No")));

        result.Response.OutputText.Should().Be("No");
        result.Deviations.Should().ContainSingle().Which.Should().Match<Deviation>(
            d => d.Kind == DeviationKind.TerminalContradictsStream && d.Severity == DeviationSeverity.Error);
    }

    [Fact]
    public void Second_round_that_counts_from_zero_again_opens_new_items()
    {
        var result = Fold.Events(
            Wire.Created,
            Wire.Added(0, Wire.Call("fc_1", "call_1", "add")),
            Wire.Done(0, Wire.Call("fc_1", "call_1", "add", "{}", "completed")),
            Wire.Created.Replace("\"created_at\":1", "\"created_at\":2", StringComparison.Ordinal),
            Wire.Added(0, Wire.EmptyMessage("msg_1")),
            Wire.Text(0, "Done."),
            Wire.Completed());

        result.Response.Output.Select(item => item.Type).Should().Equal("function_call", "message");
        result.Response.OutputText.Should().Be("Done.");
        result.Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.RoundRestarted);
    }

    [Fact]
    public void Items_that_finish_out_of_order_are_ordered_by_their_index()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Added(1, Wire.EmptyMessage("b")), Wire.Done(1, Wire.Message("b", "two")), Wire.Done(0, Wire.Message("a", "one ")), Wire.Completed());

        result.Response.OutputText.Should().Be("one two");
    }

    [Fact]
    public void Response_done_and_a_bare_response_end_the_stream_as_completed_does()
    {
        var completed = Wire.Completed(Wire.Message("msg_1", "Hi"));
        var bare = System.Text.Json.Nodes.JsonNode.Parse(completed)!["response"]!.ToJsonString();

        var done = Fold.Events(Wire.Created, completed.Replace("response.completed", "response.done", StringComparison.Ordinal));
        var ended = Fold.Events(Wire.Created, bare);

        done.Ending.Should().Be(Ending.Completed);
        done.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.DialectEvent);
        ended.Ending.Should().Be(Ending.Completed);
        ended.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.BareResponse);
        done.Response.Should().Be(ended.Response);
    }

    [Fact]
    public void Event_after_the_terminal_one_is_ignored_and_recorded()
    {
        var result = Fold.Events(Wire.Created, Wire.Completed(Wire.Message("msg_1", "Hi")), Wire.Text(0, " there"));

        result.Response.OutputText.Should().Be("Hi");
        result.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.EventAfterTerminal);
    }

    [Fact]
    public void Numbered_event_received_twice_counts_once()
    {
        string[] events =
        [
            Wire.Numbered(0, Wire.Created), Wire.Numbered(1, Wire.Added(0, Wire.EmptyMessage("msg_1"))), Wire.Numbered(2, Wire.PartAdded(0)),
            Wire.Numbered(3, Wire.Text(0, "Hi")), Wire.Numbered(4, Wire.Text(0, " hi")),
        ];

        var result = Fold.Events([.. events, .. events.Skip(2), Wire.Numbered(5, Wire.Text(0, "!"))]);

        result.Response.OutputText.Should().Be("Hi hi!");
        result.Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.RepeatedEvent);
    }

    [Fact]
    public void Gap_in_the_numbers_is_recorded_once_and_a_late_event_is_folded()
    {
        var result = Fold.Events(
            Wire.Numbered(0, Wire.Created), Wire.Numbered(1, Wire.Added(0, Wire.EmptyMessage("msg_1"))), Wire.Numbered(2, Wire.PartAdded(0)),
            Wire.Numbered(4, Wire.Text(0, "b")), Wire.Numbered(3, Wire.Text(0, "a")), Wire.Numbered(9, Wire.Text(0, "c")));

        result.Response.OutputText.Should().Be("bac");
        result.Deviations.Count(d => d.Kind == DeviationKind.SequenceGap).Should().Be(1);
    }

    [Fact]
    public void Number_that_is_zero_in_every_event_is_ignored()
    {
        var result = Fold.Events(((string[])[Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.Text(0, "a"), Wire.Text(0, "a"), Wire.Text(0, "b")]).Select(e => Wire.Numbered(0, e)));

        result.Response.OutputText.Should().Be("aab");
    }

    [Theory]
    [InlineData("completed", "", Ending.Completed)]
    [InlineData("failed", "", Ending.Failed)]
    [InlineData("incomplete", "\"response\":null,", Ending.Incomplete)]
    public void Response_in_its_event_is_read_like_a_bare_one_without_the_members_of_the_event(string status, string more, Ending ending)
    {
        var members = $$""" "object":"response","id":"resp_1","status":"{{status}}","output":[{{Wire.Message("m", "Hi")}}]}""";
        var flat = Fold.Events(Wire.Created, $$"""{"type":"response.{{status}}","sequence_number":9,"stream_id":"s",{{more}}{{members}}""");
        var bare = Fold.Events(Wire.Created, "{" + members);

        (flat.Ending, flat.Response.OutputText).Should().Be((ending, "Hi"));
        flat.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.BareResponse);
        flat.Response.Should().Be(bare.Response);
        flat.Response.Json.EnumerateObject().Select(member => member.Name).Should().NotContain(["type", "sequence_number", "stream_id", "response"]);
    }
}
