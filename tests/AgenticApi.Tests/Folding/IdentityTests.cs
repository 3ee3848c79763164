namespace AgenticApi.Tests.Folding;

/// <summary>Which event belongs to which item, and under which id a call is answered.</summary>
public class IdentityTests
{
    [Fact]
    public void Call_that_got_another_id_at_the_end_is_answered_under_the_final_one()
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
    public void Calls_of_one_tool_are_told_apart_by_their_arguments_where_one_is_left_out()
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
    public void Ids_that_differ_on_every_event_are_overruled_by_the_index_and_recorded_once_an_item()
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
    public void Hostile_index_costs_nothing()
    {
        const string part = """{"type":"response.output_text.delta","output_index":2147483647,"content_index":2147483647,"delta":"x"}""";
        Fold.Events(part);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var result = Fold.Events(part);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(100_000);
        result.Response.OutputText.Should().Be("x");
    }

    [Fact]
    public void Audio_and_its_transcript_stand_beside_the_response()
    {
        var result = Fold.Events(
            """{"type":"response.audio.delta","delta":"AAE="}""", """{"type":"response.audio.transcript.delta","delta":"Hel"}""",
            """{"type":"response.audio.delta","delta":"Ag=="}""", """{"type":"response.audio_transcript.delta","delta":"lo"}""", """{"type":"response.audio.delta","delta":"?"}""");

        result.Audio.ToArray().Should().Equal(0, 1, 2);
        result.AudioTranscript.Should().Be("Hello");
        result.Deviations.Select(d => d.Kind).Should().Contain([DeviationKind.DialectEvent, DeviationKind.FieldMissing]);
    }

    [Fact]
    public void Name_of_earlier_days_is_folded_as_todays_and_kept()
    {
        const string old = """{"type":"response.mcp_call.arguments_delta","output_index":0,"item_id":"i","delta":"{}"}""";
        ResponseStreamEvent.Parse(old).Should().BeOfType<McpCallArgumentsDeltaEvent>().Which.Type.Should().Be("response.mcp_call.arguments_delta");

        Fold.Events(old).Response.Output.Should().ContainSingle().Which.Should().BeOfType<McpCallItem>().Which.Arguments.Should().Be("{}");
    }
}
