namespace AgenticApi.Tests.Folding;

/// <summary>The item of each event, and the final id of each call.</summary>
public class IdentityTests
{
    [Fact]
    public void Call_with_another_id_at_the_end_is_answered_under_the_final_one()
    {
        var accumulator = Fold.Into(new(),
        [
            Wire.Created,
            Wire.Added(0, Wire.Call("a", "call_1", "add")), Wire.Done(0, Wire.Call("a", "call_1", "add", "{\"a\":1}", "completed")),
            Wire.Added(1, Wire.Call("b", "call_2", "add")), Wire.Done(1, Wire.Call("b", "call_2", "add", "{\"a\":2}", "completed")),
        ]);
        accumulator.FinalCallId("call_1").Should().Be("call_1", "nothing final has come");

        Fold.Into(accumulator, [Wire.Completed(Wire.Call("fc_1", "final_1", "add", "{\"a\":1}", "completed"), Wire.Call("fc_2", "final_2", "add", "{\"a\":2}", "completed"))]);

        (accumulator.FinalCallId("call_1"), accumulator.FinalCallId("call_2"), accumulator.FinalCallId("call_3")).Should().Be(("final_1", "final_2", "call_3"));
    }

    [Fact]
    public void Calls_of_one_tool_are_distinguished_by_their_arguments_where_one_is_left_out()
    {
        var accumulator = Fold.Into(new(),
        [
            Wire.Added(0, Wire.Call("a", "call_1", "add")), Wire.Done(0, Wire.Call("a", "call_1", "add", "{\"a\": 1}", "completed")),
            Wire.Added(1, Wire.Call("b", "call_2", "add")), Wire.Done(1, Wire.Call("b", "call_2", "add", "{\"a\": 2}", "completed")),
            Wire.Completed(Wire.Call("fc_2", "final_2", "add", "{\"a\":2}", "completed")),
        ]);

        accumulator.FinalCallId("call_2").Should().Be("final_2");
        accumulator.Finish().Deviations.Should().ContainSingle(d => d.Kind == DeviationKind.TerminalOmitsItem).Which.ItemId.Should().Be("a");
    }

    [Fact]
    public void Call_id_that_changed_between_added_and_done_is_known_under_both()
    {
        var accumulator = Fold.Into(new(),
        [
            Wire.Added(0, Wire.Call("a", "call_1", "add")), Wire.Done(0, Wire.Call("a", "call_2", "add", "{}", "completed")),
        ]);

        (accumulator.FinalCallId("call_1"), accumulator.FinalCallId("call_2")).Should().Be(("call_2", "call_2"));
    }

    [Fact]
    public void Ids_that_differ_in_every_event_are_ignored_and_recorded_once_for_each_item()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.EmptyMessage("x1")), Wire.PartAdded(0, id: "x2"), Wire.Text(0, "Hel", id: "x3"), Wire.Text(0, "lo", id: "x4"),
            Wire.TextDone(0, "Hello", id: "x5"), Wire.PartDone(0, "Hello", id: "x6"), Wire.Done(0, Wire.Message("x7", "Hello")), Wire.Completed(Wire.Message("x8", "Hello")));

        result.Response.Output.Should().ContainSingle().Which.Id.Should().Be("x8");
        result.Response.OutputText.Should().Be("Hello");
        result.Deviations.Count(d => d.Kind == DeviationKind.ItemIdUnstable).Should().Be(1);
    }

    [Fact]
    public void Text_without_index_and_id_goes_to_one_item_of_its_kind()
    {
        var result = Fold.Events(
            """{"type":"response.output_text.delta","delta":"Hel"}""", """{"type":"response.reasoning_text.delta","delta":"Hm"}""", """{"type":"response.output_text.delta","delta":"lo"}""");

        result.Response.OutputText.Should().Be("Hello");
        result.Response.Output.Select(item => item.Type).Should().Equal("message", "reasoning");
    }

    [Fact]
    public void Hostile_index_allocates_nothing_for_it()
    {
        const string part = """{"type":"response.output_text.delta","output_index":2147483647,"content_index":2147483647,"delta":"x"}""";
        Fold.Events(part);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var result = Fold.Events(part);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100_000);
        result.Response.OutputText.Should().Be("x");
    }

    [Fact]
    public void Audio_and_its_transcript_are_beside_the_response()
    {
        var result = Fold.Events(
            """{"type":"response.audio.delta","delta":"AAE="}""", """{"type":"response.audio.transcript.delta","delta":"Hel"}""",
            """{"type":"response.audio.delta","delta":"Ag=="}""", """{"type":"response.audio_transcript.delta","delta":"lo"}""", """{"type":"response.audio.delta","delta":"?"}""");

        result.Audio.ToArray().Should().Equal(0, 1, 2);
        result.AudioTranscript.Should().Be("Hello");
        result.Deviations.Select(d => d.Kind).Should().Contain([DeviationKind.DialectEvent, DeviationKind.FieldMissing]);
    }

    [Fact]
    public void Former_name_of_a_type_is_folded_like_the_current_one_and_kept()
    {
        const string old = """{"type":"response.mcp_call.arguments_delta","output_index":0,"item_id":"i","delta":"{}"}""";
        ResponseStreamEvent.Parse(old).Should().BeOfType<McpCallArgumentsDeltaEvent>().Which.Type.Should().Be("response.mcp_call.arguments_delta");

        Fold.Events(old).Response.Output.Should().ContainSingle().Which.Should().BeOfType<McpCallItem>().Which.Arguments.Should().Be("{}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Repetition_is_detected_if_every_event_has_another_item_id(bool andTheRepetitionToo)
    {
        string[] Events(string id) =>
        [
            Wire.Numbered(1, Wire.Added(0, Wire.EmptyMessage(id + 1))), Wire.Numbered(2, Wire.PartAdded(0, id: id + 2)), Wire.Numbered(3, Wire.Text(0, "Hel", id: id + 3)),
            Wire.Numbered(4, Wire.Text(0, "lo", id: id + 4)), Wire.Numbered(5, Wire.Added(1, Wire.Call(id + 5, "call_1", "f"))), Wire.Numbered(6, Wire.Arguments(1, "{}", id + 6)),
        ];
        var first = Events("a");
        var again = Events(andTheRepetitionToo ? "b" : "a");

        var result = Fold.Events([Wire.Numbered(0, Wire.Created), .. first, .. again[2..], Wire.Numbered(7, Wire.Text(0, "!", id: "c")), Wire.Numbered(8, Wire.Arguments(1, " ", "d"))]);

        result.Response.OutputText.Should().Be("Hello!");
        result.Response.FunctionCalls.Should().ContainSingle().Which.Arguments.Should().Be("{} ");
        result.Response.Output.Should().HaveCount(2);
        result.Deviations.Should().Contain(d => d.Kind == DeviationKind.RepeatedEvent).And.NotContain(d => d.Kind == DeviationKind.RoundRestarted);
    }

    [Fact]
    public void Final_call_ids_of_many_calls_are_found_before_and_after_the_terminal_event()
    {
        const int calls = 3_000;
        static string Call(string prefix, int i) => Wire.Call($"{prefix}fc_{i}", $"{prefix}call_{i}", "add", $"{{\"a\":{i}}}", "completed");
        var numbers = Enumerable.Range(0, calls).ToList();
        var accumulator = Fold.Into(new(), [Wire.Created, .. numbers.SelectMany(i => (string[])[Wire.Added(i, Wire.Call($"fc_{i}", $"call_{i}", "add")), Wire.Done(i, Call("", i))])]);

        numbers.Should().AllSatisfy(i => accumulator.FinalCallId($"call_{i}").Should().Be($"call_{i}"));
        Fold.Into(accumulator, [Wire.Completed([.. numbers.Select(i => Call("final_", i))])]);

        numbers.Select(i => accumulator.FinalCallId($"call_{i}")).Should().Equal(numbers.Select(i => $"final_call_{i}"));
        (accumulator.FinalCallId("unknown"), accumulator.FinalCallId("final_call_1"), accumulator.FinalCallId("")).Should().Be(("unknown", "final_call_1", ""));
    }

    [Fact]
    public void Final_call_ids_of_calls_that_are_all_alike_follow_their_order()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, .. Enumerable.Range(0, 3).Select(i => Wire.Done(i, Wire.Call($"a{i}", $"call_{i}", "ping", "{}", "completed")))]);
        Fold.Into(accumulator, [Wire.Completed([.. Enumerable.Range(0, 3).Select(i => Wire.Call($"b{i}", $"final_{i}", "ping", "{}", "completed"))])]);

        Enumerable.Range(0, 3).Select(i => accumulator.FinalCallId($"call_{i}")).Should().Equal("final_0", "final_1", "final_2");
    }

    [Fact]
    public void Call_missing_in_the_terminal_output_or_without_call_id_there_keeps_its_own()
    {
        var accumulator = Fold.Into(new(),
        [
            Wire.Created, Wire.Done(0, Wire.Call("a", "call_1", "add", "{}", "completed")), Wire.Done(1, Wire.Call("b", "call_2", "sub", "{}", "completed")),
            Wire.Completed(Wire.Call("b", "", "sub", "{}", "completed")),
        ]);

        (accumulator.FinalCallId("call_1"), accumulator.FinalCallId("call_2")).Should().Be(("call_1", "call_2"));
    }
}
