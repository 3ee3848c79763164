using K = AgenticApi.DeviationKind;

namespace AgenticApi.Tests.Folding;

/// <summary>The rules of the fold, one by one. Each test has been seen to fail with its rule broken.</summary>
public class FoldRuleTests
{
    private static IEnumerable<K> Kinds(AccumulatedResponse result) => result.Deviations.Select(d => d.Kind);

    private static string[] AddedMessage(string id = "m") => [Wire.Created, Wire.Added(0, Wire.EmptyMessage(id)), Wire.PartAdded(0)];

    [Fact]
    public void Event_after_its_item_is_done_is_recorded_and_the_item_stands()
    {
        var result = Fold.Events([.. AddedMessage(), Wire.Done(0, Wire.Message("m", "Hi")), Wire.Text(0, " more", id: "m"), Wire.Completed(Wire.Message("m", "Hi"))]);
        result.Response.OutputText.Should().Be("Hi");
        Kinds(result).Should().Equal(K.PartNotFinished, K.EventAfterItemDone);
    }

    [Fact]
    public void Item_id_that_differs_between_events_is_recorded_and_the_index_decides()
    {
        var result = Fold.Events([.. AddedMessage("a"), Wire.Text(0, "Hi", id: "b"), Wire.Completed()]);
        result.Response.Output.Should().ContainSingle().Which.Id.Should().Be("a");
        Kinds(result).Should().Contain(K.ItemIdUnstable);
    }

    [Fact]
    public void Item_id_that_differs_in_done_is_recorded_once()
    {
        var result = Fold.Events([.. AddedMessage("a"), Wire.Text(0, "Hi", id: "a"), Wire.Done(0, Wire.Message("b", "Hi")), Wire.Completed(Wire.Message("b", "Hi"))]);
        Kinds(result).Should().Equal(K.ItemIdUnstable, K.PartNotFinished);
    }

    [Fact]
    public void First_id_of_an_unannounced_item_is_kept() =>
        Fold.Events(Wire.Created, Wire.Text(0, "a", id: "a"), Wire.Text(0, "b", id: "b"), Wire.Text(0, "c", id: "c")).Response.Output.Should().ContainSingle().Which.Id.Should().Be("a");

    [Fact]
    public void Unknown_status_in_a_body_is_reported()
    {
        var result = ResponseAccumulator.FromJson("""{"id":"r","object":"response","status":"levitating","output":[]}""");
        Kinds(result).Should().Equal(K.UnknownStatus);
    }

    [Fact]
    public void Unknown_status_in_completed_is_kept_and_the_ending_follows_from_the_event()
    {
        var result = Fold.Events(Wire.Created, Wire.Terminal("completed").Replace("\"status\":\"completed\"", "\"status\":\"levitating\"", StringComparison.Ordinal));
        (result.Ending, result.Response.Status).Should().Be((Ending.Completed, "levitating"));
        Kinds(result).Should().Equal(K.UnknownStatus);
    }

    [Fact]
    public void Status_that_contradicts_its_event_is_taken_and_an_error()
    {
        var result = Fold.Events(Wire.Created, Wire.Terminal("completed").Replace("\"status\":\"completed\"", "\"status\":\"failed\"", StringComparison.Ordinal));
        (result.Ending, result.Response.Status).Should().Be((Ending.Failed, "failed"));
        result.Deviations.Should().ContainSingle().Which.Should().Match<Deviation>(d => d.Kind == K.StatusContradictsEvent && d.Severity == DeviationSeverity.Error);
    }

    [Fact]
    public void Encrypted_content_that_the_terminal_event_changes_is_taken_and_reported()
    {
        static string Item(string content) => $$"""{"type":"reasoning","id":"rs","summary":[],"encrypted_content":"{{content}}"}""";
        var result = Fold.Events(Wire.Created, Wire.Added(0, Item("")), Wire.Done(0, Item("one")), Wire.Completed(Item("two")));
        result.Response.Output.OfType<ReasoningItem>().Single().EncryptedContent.Should().Be("two");
        Kinds(result).Should().Equal(K.EncryptedContentChanged);
    }

    [Fact]
    public void Completed_after_error_is_completed_keeps_the_error_and_is_reported()
    {
        var result = Fold.Events(Wire.Created, """{"type":"error","error":{"code":"c","message":"m"}}""", Wire.Completed(Wire.Message("m", "Hi")));
        (result.Ending, result.Response.Error?.Code).Should().Be((Ending.Completed, "c"));
        Kinds(result).Should().Contain(K.CompletedAfterError);
    }

    [Fact]
    public void Unknown_type_that_might_be_content_is_not_in_the_deviation() =>
        Fold.Events(Wire.Created, """{"type":"My SECRET"}""").Deviations.Should().Contain(d => d.Kind == K.UnknownEvent && d.EventType == null);

    [Fact]
    public void Unknown_events_are_recorded_once_a_type() =>
        Fold.Events(Wire.Created, """{"type":"x.a"}""", """{"type":"x.b"}""", """{"type":"x.a"}""").Deviations.Count(d => d.Kind == K.UnknownEvent).Should().Be(2);

    [Fact]
    public void Snapshot_after_an_error_event_has_the_error() =>
        Fold.Into(new(), [Wire.Created, """{"type":"error","error":{"code":"c","message":"m"}}"""]).Snapshot().Error!.Code.Should().Be("c");

    [Fact]
    public void Response_in_in_progress_is_kept()
    {
        var inProgress = Wire.Created.Replace("response.created", "response.in_progress", StringComparison.Ordinal).Replace("\"model\":", "\"service_tier\":\"flex\",\"model\":", StringComparison.Ordinal);
        Fold.Events(Wire.Created, inProgress).Response.ServiceTier.Should().Be("flex");
    }

    [Fact]
    public void Empty_object_erases_nothing()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, """{"type":"web_search_call","id":"w","status":"in_progress","extra":{"query":"q"}}"""), Wire.Done(0, """{"type":"web_search_call","id":"w","status":"completed","extra":{}}"""), Wire.Completed());
        result.Response.Output[0].ToJson().Should().Contain("\"query\":\"q\"");
    }

    [Fact]
    public void Part_of_another_type_takes_nothing_from_the_one_before()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), """{"type":"response.refusal.delta","output_index":0,"content_index":0,"delta":"No."}""", Wire.Done(0, Wire.Message("m", "Yes.")), Wire.Completed());
        result.Response.Output.OfType<MessageItem>().Single().Content.Single().ToJson().Should().NotContain("refusal");
    }

    [Fact]
    public void Terminal_message_with_fewer_parts_contradicts_the_stream()
    {
        var two = $$"""{"type":"message","id":"m","role":"assistant","status":"completed","content":[{{Wire.TextPart("one")}},{{Wire.TextPart("two")}}]}""";
        Kinds(Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.Done(0, two), Wire.Completed(Wire.Message("m", "one")))).Should().Equal(K.TerminalContradictsStream);
    }

    [Fact]
    public void Terminal_items_are_matched_by_id_first() => Kinds(Fold.Events(
        Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Wire.Message("a", "one")), Wire.Added(1, Wire.EmptyMessage("b")), Wire.Done(1, Wire.Message("b", "two")),
        Wire.Completed(Wire.Message("b", "one"), Wire.Message("a", "two")))).Should().NotContain(K.ItemIdChanged).And.Contain(K.TerminalContradictsStream);

    [Fact]
    public void Terminal_calls_under_other_ids_are_matched_by_call_id_before_content() => Kinds(Fold.Events(
        Wire.Created, Wire.Added(0, Wire.Call("a", "c1", "n")), Wire.Done(0, Wire.Call("a", "c1", "n", "[1]", "completed")), Wire.Added(1, Wire.Call("b", "c2", "n")), Wire.Done(1, Wire.Call("b", "c2", "n", "[2]", "completed")),
        Wire.Completed(Wire.Call("y", "c2", "n", "[1]", "completed"), Wire.Call("x", "c1", "n", "[2]", "completed")))).Should().NotContain(K.CallIdChanged).And.Contain(K.TerminalContradictsStream);

    [Fact]
    public void Terminal_messages_under_other_ids_are_matched_by_content_before_order() => Kinds(Fold.Events(
        Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Wire.Message("a", "one")), Wire.Added(1, Wire.EmptyMessage("b")), Wire.Done(1, Wire.Message("b", "two")),
        Wire.Completed(Wire.Message("y", "two"), Wire.Message("x", "one")))).Should().OnlyContain(kind => kind == K.ItemIdChanged);

    [Fact]
    public void Terminal_message_under_another_id_and_text_is_still_the_streamed_one() => Kinds(Fold.Events(
        Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Wire.Message("a", "one")), Wire.Completed(Wire.Message("x", "two"))))
        .Should().BeEquivalentTo([K.ItemIdChanged, K.TerminalContradictsStream]);

    [Fact]
    public void Terminal_call_of_another_function_is_another_item_and_the_missing_call_is_an_error()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.Call("a", "c1", "add")), Wire.Done(0, Wire.Call("a", "c1", "add", "{}", "completed")), Wire.Completed(Wire.Call("x", "c9", "sub", "{}", "completed")));
        result.Deviations.Select(d => (d.Kind, d.Severity)).Should().BeEquivalentTo([(K.TerminalAddsItem, DeviationSeverity.Info), (K.TerminalOmitsItem, DeviationSeverity.Error)]);
    }

    [Fact]
    public void Reasoning_without_text_missing_in_the_terminal_output_is_a_warning()
    {
        const string reasoning = """{"type":"reasoning","id":"rs","summary":[]}""";
        var result = Fold.Events(Wire.Created, Wire.Added(0, reasoning), Wire.Done(0, reasoning), Wire.Added(1, Wire.EmptyMessage("m")), Wire.Done(1, Wire.Message("m", "Hi")), Wire.Completed(Wire.Message("m", "Hi")));
        result.Deviations.Should().ContainSingle().Which.Should().Match<Deviation>(d => d.Kind == K.TerminalOmitsItem && d.Severity == DeviationSeverity.Warning);
    }

    [Fact]
    public void Finished_item_without_its_earlier_status_has_none_as_in_a_body()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, """{"type":"reasoning","id":"rs","summary":[],"status":"in_progress"}"""), Wire.Done(0, """{"type":"reasoning","id":"rs","summary":[]}"""), Wire.Completed());
        result.Response.Output[0].Status.Should().BeNull();
    }

    [Fact]
    public void Message_without_a_status_in_a_completed_body_is_completed()
    {
        var result = ResponseAccumulator.FromJson("""{"id":"r","object":"response","status":"completed","output":[{"type":"message","id":"m","role":"assistant","content":[]}]}""");
        result.Response.Output[0].Status.Should().Be("completed");
        Kinds(result).Should().Equal(K.StatusInferred);
    }

    [Theory]
    [InlineData("\"error\":{\"code\":\"c\"}", Ending.Failed, "failed")]
    [InlineData("\"incomplete_details\":{\"reason\":\"max_output_tokens\"}", Ending.Incomplete, "incomplete")]
    [InlineData("\"error\":null", Ending.Completed, "completed")]
    public void Body_without_a_status_ends_as_its_fields_say(string field, Ending ending, string status)
    {
        var result = ResponseAccumulator.FromJson($$"""{"id":"r","object":"response","output":[],{{field}} }""");
        (result.Ending, result.Response.Status).Should().Be((ending, status));
        Kinds(result).Should().Equal(K.StatusInferred);
    }

    [Fact]
    public void Completed_event_with_the_status_in_progress_is_completed()
    {
        var result = Fold.Events(Wire.Created, Wire.Completed().Replace("\"status\":\"completed\"", "\"status\":\"in_progress\"", StringComparison.Ordinal));
        (result.Ending, result.Response.Status).Should().Be((Ending.Completed, "completed"));
        Kinds(result).Should().Equal(K.StatusInferred);
    }

    [Theory]
    [InlineData("failed", Ending.Failed)]
    [InlineData("incomplete", Ending.Incomplete)]
    [InlineData("cancelled", Ending.Cancelled)]
    public void Response_done_ends_as_its_status_says(string status, Ending ending)
    {
        var result = Fold.Events(Wire.Created, Wire.Terminal(status).Replace("response." + status, "response.done", StringComparison.Ordinal));
        result.Ending.Should().Be(ending);
        Kinds(result).Should().Equal(K.DialectEvent);
    }

    [Fact]
    public void Annotation_with_the_maximum_depth_is_kept()
    {
        var deep = "{\"x\":" + new string('[', 61) + new string(']', 61) + "}";
        var result = Fold.Events([.. AddedMessage(), Wire.Text(0, "Hi"), $$"""{"type":"response.output_text.annotation.added","output_index":0,"content_index":0,"annotation_index":0,"annotation":{{deep}} }"""]);
        result.Response.ToJson().Should().Contain(deep);
    }

    [Fact]
    public void Reasoning_and_message_under_one_index_are_two_items()
    {
        var result = Fold.Events(Wire.Created, Wire.Reasoning(0, "Hm", "rs"), Wire.Text(0, "Hi", id: "m"), Wire.Reasoning(0, "m.", "rs"), Wire.Text(0, "!", id: "m"));
        result.Response.Output.Select(item => item.Type).Should().Equal("reasoning", "message");
        (result.Response.OutputText, ((ReasoningItem)result.Response.Output[0]).ReasoningText).Should().Be(("Hi!", "Hmm."));
    }

    [Fact]
    public void Items_without_an_index_follow_those_with_one()
    {
        var result = Fold.Events(Wire.Created, Wire.Text(0, "two", id: "b").Replace("\"output_index\":0,", "", StringComparison.Ordinal), Wire.Text(0, "one ", id: "a"));
        result.Response.OutputText.Should().Be("one two");
    }

    [Fact]
    public void Logprobs_of_the_whole_text_replace_those_of_the_deltas()
    {
        const string logprobs = ",\"logprobs\":[{\"token\":\"Hi\",\"logprob\":-0.5}]}";
        var result = Fold.Events([.. AddedMessage(), Wire.Text(0, "Hi").TrimEnd('}', ' ') + logprobs, Wire.TextDone(0, "Hi").TrimEnd('}', ' ') + logprobs]);
        result.Response.Output.OfType<MessageItem>().Single().Content.OfType<OutputTextPart>().Single().Logprobs.Should().ContainSingle();
    }

    [Fact]
    public void Byte_order_mark_before_json_is_skipped() =>
        Fold.Bytes("\uFEFF" + """{"object":"response","id":"r","status":"completed","output":[]}""").Ending.Should().Be(Ending.Completed);

    [Fact]
    public void Call_id_changed_by_done_is_taken_and_reported()
    {
        var done = Wire.Call("f", "c2", "n", "{}", "completed");
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.Call("f", "c1", "n")), Wire.Done(0, done), Wire.Completed(done));
        result.Response.FunctionCalls.Single().CallId.Should().Be("c2");
        Kinds(result).Should().Equal(K.CallIdChanged);
    }

    [Fact]
    public void Finished_item_that_differs_from_the_deltas_is_taken_and_reported()
    {
        var done = Wire.Message("m", "Bye");
        var result = Fold.Events([.. AddedMessage(), Wire.Text(0, "Hello"), Wire.Done(0, done), Wire.Completed(done)]);
        result.Response.OutputText.Should().Be("Bye");
        Kinds(result).Should().Equal(K.PartNotFinished, K.DoneDiffersFromDeltas);
    }

    [Fact]
    public void Flat_error_is_kept_without_the_fields_of_its_event()
    {
        var result = Fold.Events(Wire.Created, """{"type":"error","code":"c","message":"m","sequence_number":3,"param":null}""");
        JsonAssert.Node(result.Response.Error!).Select(member => member.Key).Should().Equal("code", "message", "param");
    }

    [Fact]
    public void Members_that_are_added_occur_once()
    {
        var created = Wire.Created.Replace("\"model\":", "\"error\":null,\"incomplete_details\":null,\"model\":", StringComparison.Ordinal);
        var names = Fold.Events(created).Response.Json.EnumerateObject().Select(member => member.Name);
        var errored = Fold.Events(created, """{"type":"error","error":{"code":"c"}}""").Response.Json.EnumerateObject().Select(member => member.Name);
        names.Should().OnlyHaveUniqueItems();
        errored.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Error_of_the_failed_response_replaces_that_of_the_error_event()
    {
        var failed = Wire.Terminal("failed").Replace("\"model\":", "\"error\":{\"code\":\"final\"},\"model\":", StringComparison.Ordinal);
        Fold.Events(Wire.Created, """{"type":"error","error":{"code":"c"}}""", failed).Response.Error!.Code.Should().Be("final");
    }

    [Fact]
    public void Fault_of_every_delta_is_recorded_once() =>
        Fold.Events([.. AddedMessage("a"), Wire.Text(0, "x", id: "b"), Wire.Text(0, "y", id: "b"), Wire.Text(0, "z", id: "c")]).Deviations.Count(d => d.Kind == K.ItemIdUnstable).Should().Be(1);

    [Fact]
    public void Finished_part_replaces_its_deltas() =>
        Fold.Events([.. AddedMessage(), Wire.Text(0, "Hello"), Wire.PartDone(0, "Bye")]).Response.OutputText.Should().Be("Bye");

    [Fact]
    public void Complete_texts_of_two_parts_are_two_parts()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.Text(0, "one "), Wire.TextDone(0, "one "), Wire.Text(0, "two", 1), Wire.TextDone(0, "two", 1));
        result.Response.OutputText.Should().Be("one two");
    }

    [Fact]
    public void Refusal_and_text_under_one_content_index_are_two_parts()
    {
        var result = Fold.Events([.. AddedMessage(), Wire.Text(0, "Hi"), """{"type":"response.refusal.delta","output_index":0,"content_index":0,"delta":"No."}"""]);
        result.Response.Output.OfType<MessageItem>().Single().Content.Select(part => part.Type).Should().Equal("output_text", "refusal");
    }

    [Fact]
    public void Refusal_that_was_announced_has_its_text_in_the_refusal_member()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), """{"type":"response.content_part.added","output_index":0,"content_index":0,"part":{"type":"refusal","refusal":""}}""",
            """{"type":"response.refusal.delta","output_index":0,"content_index":0,"delta":"No."}""");
        result.Response.Output.OfType<MessageItem>().Single().Content.Should().ContainSingle().Which.Should().BeOfType<RefusalPart>().Which.Refusal.Should().Be("No.");
    }

    [Fact]
    public void Body_and_stream_of_an_output_that_adds_nothing_have_no_deviation() =>
        ResponseAccumulator.FromJson("""{"id":"r","object":"response","status":"completed","output":[{"type":"mcp_list_tools","id":"x"}]}""").Deviations.Should().BeEmpty();

    [Fact]
    public void Wire_objects_of_different_classes_are_not_equal()
    {
        var json = System.Text.Json.JsonElement.Parse("{\"type\":\"message\"}");
        OutputItem.FromJson(json).Equals((object)ContentPart.FromJson(json)).Should().BeFalse();
    }

    [Fact]
    public void Strict_mode_throws_a_warning_at_the_end() =>
        FluentActions.Invoking(() => Fold.Into(new(new() { Strict = true }), [Wire.Created]).Finish()).Should().Throw<ResponseProtocolException>().Which.Deviation!.Kind.Should().Be(K.StreamTruncated);

    [Fact]
    public void Array_with_output_but_no_object_is_a_response() =>
        ResponseAccumulator.FromJson("""{"id":"r","status":"completed","output":[]}""").Ending.Should().Be(Ending.Completed);

    [Fact]
    public void Object_response_without_output_is_a_response() =>
        ResponseAccumulator.FromJson("""{"id":"r","object":"response","status":"queued"}""").Ending.Should().Be(Ending.InProgress);
}
