namespace AgenticApi.Tests.Folding;

/// <summary>Streams that no correct server sends: nothing throws, and no content is lost or misplaced.</summary>
public class HostileStreamTests
{
    private const string LoneName = """{"\ud83d":1,"type":"message","id":"m","role":"assistant","status":null,"content":[{"\udc00":2,"type":"output_text","text":"hi"}]}""";

    [Fact]
    public void Item_before_created_is_kept() => Fold.Events(Wire.Text(0, "Hi"), Wire.Created, Wire.Text(0, "!")).Response.OutputText.Should().Be("Hi!");

    [Fact]
    public void Empty_object_among_messages_is_an_unknown_event_and_the_rest_is_read() =>
        Fold.Bytes(Wire.Created + "\n{}\n" + Wire.Completed(Wire.Message("m", "hi"))).Response.OutputText.Should().Be("hi");

    [Fact]
    public void Half_a_surrogate_pair_in_a_name_is_replaced()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, LoneName), Wire.Done(0, LoneName), Wire.Completed(LoneName));

        result.Response.OutputText.Should().Be("hi");
        ResponseAccumulator.FromJson($$"""{"object":"response","status":"completed","output":[{{LoneName}}]}""").Response.OutputText.Should().Be("hi");
        ResponseAccumulator.FromJson(result.Response.ToJson()).Response.Should().Be(result.Response);
    }

    [Fact]
    public void Numbers_out_of_range_are_compared_without_an_exception()
    {
        static string Number(string n) => $$"""{"type":"hologram","id":"h","n":{{n}},"content":[{"type":"x","text":{{n}}}]}""";

        Fold.Events(Wire.Created, Wire.Added(0, Number("1e99999999999")), Wire.Done(0, Number("10e99999999998")), Wire.Completed(Number("1e99999999999")))
            .Response.Output.Should().ContainSingle();
    }

    [Fact]
    public void Terminal_output_without_objects_is_written_back() =>
        Fold.Events(Wire.Created, Wire.Added(0, """{"id":"x"}"""), Wire.Completed("5", "null", "\"a\"")).Response.ToJson().Should().Contain("[5,null,\"a\"]");

    [Fact]
    public void Reasoning_and_message_under_one_index_keep_their_own_texts()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Reasoning(0, "think", "rs"), Wire.Text(0, "Hello", id: "msg"),
            Wire.Done(0, """{"type":"reasoning","id":"rs","summary":[],"content":[{"type":"reasoning_text","text":"think"}]}"""), Wire.Done(0, Wire.Message("msg", "Hello")), Wire.Completed());

        result.Response.OutputText.Should().Be("Hello");
        result.Response.Output.Select(item => item.Type).Should().Equal("reasoning", "message");
    }

    [Fact]
    public void Text_under_the_index_of_a_call_does_not_get_into_the_call()
    {
        var result = Fold.Events(Wire.Created, Wire.Text(0, "Hello"), Wire.Done(0, Wire.Call("fc", "c", "f", "{}", "completed")), Wire.Completed());

        result.Response.OutputText.Should().Be("Hello");
        result.Response.FunctionCalls.Should().ContainSingle().Which.ToJson().Should().NotContain("Hello");
    }

    [Fact]
    public void Two_calls_without_ids_under_one_index_are_two()
    {
        var result = Fold.Events(Wire.Created, Wire.Done(0, Wire.Call("", "c1", "f", "{}", "completed")), Wire.Done(0, Wire.Call("", "c2", "f", "{}", "completed")));

        result.Response.FunctionCalls.Select(call => call.CallId).Should().Equal("c1", "c2");
    }

    [Fact]
    public void Two_complete_texts_without_deltas_are_two_parts() =>
        Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.TextDone(0, "one ", 0), Wire.TextDone(0, "two", 1)).Response.OutputText.Should().Be("one two");

    [Fact]
    public void Text_for_a_finished_part_is_ignored_and_reported()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0), Wire.Text(0, "a"), Wire.PartDone(0, "b"), Wire.Text(0, "c"));

        result.Response.OutputText.Should().Be("b");
        result.Deviations.Select(d => d.Kind).Should().Contain([DeviationKind.DoneDiffersFromDeltas, DeviationKind.EventAfterItemDone]);
    }

    [Fact]
    public void Terminal_refusal_in_place_of_a_streamed_text_is_a_contradiction()
    {
        const string refusal = """{"type":"message","id":"m","role":"assistant","status":"completed","content":[{"type":"refusal","refusal":"No"}]}""";

        Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.Done(0, Wire.Message("m", "Hello")), Wire.Completed(refusal))
            .Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.TerminalContradictsStream);
    }

    [Fact]
    public void Item_whose_events_partly_lack_index_or_id_is_one_item()
    {
        var added = Wire.Added(0, Wire.EmptyMessage("m"));
        const string bare = """{"type":"response.output_text.delta","delta":"Hello"}""";
        var noIndex = added.Replace(",\"output_index\":0", "", StringComparison.Ordinal);

        Fold.Events(Wire.Created, added, bare, Wire.Done(0, Wire.Message("m", "Hello"))).Response.OutputText.Should().Be("Hello");
        Fold.Events(Wire.Created, noIndex, Wire.Text(0, "Hello", id: "m"), Wire.Done(0, Wire.Message("m", "Hello"))).Response.OutputText.Should().Be("Hello");
        Fold.Events(Wire.Created, added, Wire.PartAdded(0), Wire.Text(0, "Hello").Replace("\"content_index\":0,", "", StringComparison.Ordinal), Wire.PartDone(0, "Hello"))
            .Response.OutputText.Should().Be("Hello");
    }

    [Fact]
    public void Text_in_a_skeleton_precedes_the_deltas_of_the_next_part() =>
        Fold.Events(Wire.Created, Wire.Added(0, $$"""{"type":"message","id":"m","role":"assistant","status":"in_progress","content":[{{Wire.TextPart("one ")}},{{Wire.TextPart("")}}]}"""), Wire.Text(0, "two", 1))
            .Response.OutputText.Should().Be("one two");

    [Fact]
    public void Late_event_under_a_made_up_id_splits_no_other_item()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("x1")), Wire.Added(1, Wire.Call("x2", "c", "f")), Wire.Text(0, "Hi", id: "x3"), Wire.Arguments(1, "{\"a\"", "x4"),
            Wire.Done(0, Wire.Message("x5", "Hi")), Wire.PartDone(0, "Hi", id: "x6"), Wire.Arguments(1, ":1}", "x7"));

        result.Response.Output.Should().HaveCount(2);
        result.Response.FunctionCalls.Single().Arguments.Should().Be("{\"a\":1}");
    }

    [Theory]
    [InlineData("""{"error":"No such model."}""", "No such model.", null)]
    [InlineData("""{"object":"error","message":"No such model.","type":"NotFoundError","param":null,"code":404}""", "No such model.", "404")]
    public void Errors_of_other_forms_are_read(string body, string message, string? code)
    {
        var result = ResponseAccumulator.FromJson(body);

        (result.Ending, result.Response.Error!.Message, result.Response.Error.Code).Should().Be((Ending.Errored, message, code));
    }

    [Fact]
    public void Empty_data_is_a_heartbeat() =>
        Fold.Bytes($"data: {Wire.Created}\n\ndata:\n\ndata: {Wire.Completed()}\n\n", new() { Strict = true }).Ending.Should().Be(Ending.Completed);

    [Theory]
    [InlineData("database is down")]
    [InlineData("eventually, no")]
    [InlineData("identity unknown")]
    public void Text_that_starts_like_a_field_is_not_an_event_stream(string text) =>
        FluentActions.Invoking(() => Fold.Bytes(text)).Should().Throw<ResponseProtocolException>();

    [Fact]
    public void Byte_order_mark_is_not_part_of_a_body_or_message()
    {
        ResponseAccumulator.FromJson("\uFEFF{\"object\":\"response\",\"status\":\"completed\",\"output\":[]}").Ending.Should().Be(Ending.Completed);
        var accumulator = new ResponseAccumulator();
        accumulator.Add([.. "\uFEFF"u8, .. System.Text.Encoding.UTF8.GetBytes(Wire.Completed())]);
        accumulator.HasEnded.Should().BeTrue();
    }

    [Theory]
    [InlineData("incomplete")]
    [InlineData("failed")]
    [InlineData("completed")]
    public void Status_that_an_item_lacks_is_inferred_alike_from_stream_and_body(string status)
    {
        static string Without(string id) => Wire.Message(id, "Hi").Replace("\"status\":\"completed\",", "", StringComparison.Ordinal);
        var terminal = Wire.Terminal(status, Without("a"), Without("b"));
        var body = System.Text.Json.Nodes.JsonNode.Parse(terminal)!["response"]!.ToJsonString();

        var stream = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Without("a")), Wire.Added(1, Wire.EmptyMessage("b")), Wire.Done(1, Without("b")), terminal);

        stream.Response.Should().Be(ResponseAccumulator.FromJson(body).Response);
        stream.Response.Output.Select(item => item.Status).Should().Equal("completed", status == "completed" ? "completed" : "incomplete");
    }

    [Fact]
    public async Task Body_read_as_a_stream_has_no_fault_in_any_way_of_reading()
    {
        const string body = """{"object":"response","id":"r","status":"completed","output":[]}""";
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);

        await foreach (var result in ResponseAccumulator.AllFromStreamAsync(new MemoryStream(bytes), new() { Strict = true }))
        {
            result.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.BodyInsteadOfStream);
        }
    }

    [Fact]
    public void Annotations_that_share_an_index_are_both_kept()
    {
        static string Annotation(string url) => $$$"""{"type":"response.output_text.annotation.added","output_index":0,"content_index":0,"annotation_index":0,"annotation":{"type":"url_citation","url":"{{{url}}}"} }""";

        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0), Wire.Text(0, "Hi"), Annotation("a"), Annotation("a"), Annotation("b"));

        result.Response.Output.OfType<MessageItem>().Single().Content.OfType<OutputTextPart>().Single().Annotations.Select(a => a.Url).Should().Equal("a", "b");
        result.Deviations.Select(d => d.Kind).Should().Contain(DeviationKind.InvalidIndex);
    }

    [Fact]
    public void Responses_that_are_cut_off_one_after_the_other_are_separate()
    {
        var second = Wire.Created.Replace("resp_1", "resp_2", StringComparison.Ordinal);
        var bytes = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Wire.Created, Wire.Text(0, "one"), second, Wire.Text(0, "two"), """{"type":"error","error":{"message":"m"}}"""));

        ResponseAccumulator.AllFromStreamAsync(new MemoryStream(bytes)).ToBlockingEnumerable().Select(result => (result.Response.OutputText, result.Ending))
            .Should().Equal(("one", Ending.Truncated), ("two", Ending.Errored));
    }

    [Theory]
    [InlineData(" ", "")]
    [InlineData("", " \r\n")]
    [InlineData("\t  ", "\n ")]
    public void Bare_response_with_white_space_around_it_is_read_however_it_comes(string before, string after)
    {
        var bare = $"{before}{Bare("resp_1", "Hi")}{after}";
        var bytes = System.Text.Encoding.UTF8.GetBytes(bare);
        var accumulator = new ResponseAccumulator();
        accumulator.Add(bytes);

        AccumulatedResponse[] results =
        [
            Fold.Events(bare), accumulator.Finish(), ResponseAccumulator.FromJson(bare), Fold.Bytes(bytes), Fold.Bytes($"data: {before}{Bare("resp_1", "Hi")}{before}\n\n"),
            .. All(bare), .. All($"data:{before}{Bare("resp_1", "Hi")}\n\n"),
        ];

        results.Should().HaveCount(7).And.AllSatisfy(result => (result.Ending, result.Response.OutputText).Should().Be((Ending.Completed, "Hi")));
        results.Select(result => result.Response).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void Bare_response_after_two_spaces_with_half_a_surrogate_pair_is_repaired()
    {
        var bare = "  " + Bare("resp_1", "Hi?").Replace("?", "\\ud83d", StringComparison.Ordinal);

        AccumulatedResponse[] results = [ResponseAccumulator.FromJson(bare), Fold.Bytes(bare), Fold.Bytes($"data: {bare}\n\n"), Fold.Events(bare), .. All($"data: {bare}\n\n")];

        results.Should().HaveCount(5).And.AllSatisfy(result => result.Response.OutputText.Should().Be("Hi\ufffd"));
        results.Should().AllSatisfy(result => result.Deviations.Should().ContainSingle(d => d.Kind == DeviationKind.BrokenText));
    }

    [Fact]
    public void Second_bare_response_after_two_spaces_is_the_next_response() =>
        All($"data:  {Bare("resp_1", "one")}\n\ndata:  {Bare("resp_2", "two")}\n\n").Select(result => result.Response.OutputText).Should().Equal("one", "two");

    private static string Bare(string id, string text) =>
        $$"""{"object":"response","id":"{{id}}","status":"completed","output":[{{Wire.Message("m", text)}}]}""";

    private static List<AccumulatedResponse> All(string bytes) =>
        [.. ResponseAccumulator.AllFromStreamAsync(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(bytes))).ToBlockingEnumerable()];
}
