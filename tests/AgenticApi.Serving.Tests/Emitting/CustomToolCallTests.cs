using static AgenticApi.Serving.Tests.Emitting.EmitterTests;

namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>A call of the function for a custom tool becomes a custom tool call with free text.</summary>
public class CustomToolCallTests
{
    private const string Request = """
        {"model":"m","tools":[{"type":"custom","name":"patch"},{"type":"function","name":"f"},
         {"type":"namespace","name":"files","tools":[{"type":"custom","name":"edit"}]}]}
        """;

    [Fact]
    public void Input_is_sent_while_it_comes_in_the_events_of_OpenAI()
    {
        var emitter = new ResponseEventEmitter(Emit.Options(Request));
        emitter.Start();

        emitter.Add(Call(0, "c", "patch")).Should().ContainSingle().Which.Should().BeOfType<OutputItemAddedEvent>().Which.Item!.Id.Should().Be("ctc_1");
        Deltas(emitter.Add(Call(0, arguments: "{\"inp"))).Should().BeEmpty();
        Deltas(emitter.Add(Call(0, arguments: "ut\": \"*** Be"))).Should().Equal("*** Be");
        Deltas(emitter.Add(Call(0, arguments: "gin\\"))).Should().Equal("gin");
        Deltas(emitter.Add(Call(0, arguments: "n\\ud83c\\u"))).Should().Equal("\n");
        Deltas(emitter.Add(Call(0, arguments: "df9e"))).Should().Equal("🎞");
        Deltas(emitter.Add(Call(0, arguments: "\"}"))).Should().BeEmpty();
        emitter.Finish().Select(e => e.Type).Should().Equal("response.custom_tool_call_input.done", "response.output_item.done", "response.completed");

        var call = emitter.Response!.Output.Should().ContainSingle().Which.Should().BeOfType<CustomToolCallItem>().Subject;
        (call.Name, call.Namespace, call.Input, call.CallId, call.Status).Should().Be(("patch", null, "*** Begin\n🎞", "c", "completed"));
        call.ToJson().Should().Be("""{"id":"ctc_1","type":"custom_tool_call","status":"completed","call_id":"c","name":"patch","input":"*** Begin\n🎞"}""");
    }

    [Theory]
    [InlineData("""{"input":"a"}""", "a", "completed")]
    [InlineData(""" { "input" : "" } """, "", "completed")]
    [InlineData("""{"note":{"input":"no","k":["]\""]},"input":"a","more":[1]}""", "a", "completed")]
    [InlineData("""{"note":"input","input":"a","input":"b"}""", "a", "completed")]
    [InlineData("""{"input":"\u0041\ud83d\ude00\/\"\\\b\f\r\t"}""", "A😀/\"\\\b\f\r\t", "completed")]
    [InlineData("{\"input\":\"\\d \\u12 \\x41 a\nb\"}", "\\d \\u12 \\x41 a\nb", "completed")]
    [InlineData("""{"input":"\ud83c"}""", "\ufffd", "completed")]
    [InlineData("", "", "completed")]
    [InlineData("  ", "", "completed")]
    [InlineData("{}", "", "completed")]
    [InlineData("""{"input":null}""", "", "completed")]
    [InlineData("""{"input":{"a": 1}}""", """{"a": 1}""", "completed")]
    [InlineData("""{"input":12,"x":""}""", "12", "completed")]
    [InlineData("""{"patch":"a\nb"}""", "a\nb", "completed")]
    [InlineData("""{"a":"x","b":"y"}""", """{"a":"x","b":"y"}""", "completed")]
    [InlineData("\"say \\\"hi\\\"\"", "say \"hi\"", "completed")]
    [InlineData("\"a\" and \"b\"", "\"a\" and \"b\"", "completed")]
    [InlineData("*** Begin {Patch} \\n", "*** Begin {Patch} \\n", "completed")]
    [InlineData(" [1]", " [1]", "completed")]
    [InlineData("{ const x = 1; }", "{ const x = 1; }", "completed")]
    [InlineData("{\"a\":1}\n{\"b\":2}", "{\"a\":1}\n{\"b\":2}", "completed")]
    [InlineData("""{"input":"a""", "a", "incomplete")]
    [InlineData("""{"input":"a\u00""", "a", "incomplete")]
    [InlineData("""{"input":"a\""", "a", "incomplete")]
    [InlineData("""{"input":"a" """, "a", "incomplete")]
    [InlineData("""{"input":"a",""", "a", "incomplete")]
    [InlineData("""{"input":"a"}}""", "a", "incomplete")]
    [InlineData("""{"input":"a"} {"input":"b"}""", "a", "incomplete")]
    [InlineData("""{"input":"a" 1}""", "a", "incomplete")]
    [InlineData("""{"input":"a"}{ b""", "a", "incomplete")]
    [InlineData("{\"input\":\"a\\\"\"", "a\"", "incomplete")]
    [InlineData("""{"inp""", "", "incomplete")]
    [InlineData("""{"patch":"a""", "", "incomplete")]
    [InlineData("{", "", "incomplete")]
    public void Arguments_of_any_form_give_the_input(string arguments, string input, string status)
    {
        var pieces = new List<ModelDelta[]>
        {
            new ModelDelta[] { Call(0, "c", "patch", arguments) },
            new ModelDelta[] { Call(0, "c", null, arguments), Call(0, null, "patch") },
            arguments.Select(c => Call(0, null, null, c.ToString())).Prepend(Call(0, "c", "patch")).ToArray(),
        };
        foreach (var piece in pieces)
        {
            var emitted = Emit.All(piece, Emit.Options(Request));

            var call = emitted.Response.Output.Should().ContainSingle().Which.Should().BeOfType<CustomToolCallItem>().Subject;
            (call.Input, call.Status).Should().Be((input, status));
            (emitted.Folded.Ending, emitted.Response.IncompleteDetails?.Reason).Should().Be(
                status == "completed" ? (Ending.Completed, null) : (Ending.Incomplete, "incomplete_tool_call"));
        }
    }

    [Theory]
    [InlineData("""{"input":"a"}""", "completed")]
    [InlineData("\"a\"", "completed")]
    [InlineData("plain", "incomplete")]
    [InlineData("", "incomplete")]
    public void Answer_out_of_tokens_has_only_calls_whose_end_is_known_completed(string arguments, string status) =>
        Emit.All([Call(0, "c", "patch", arguments), new FinishDelta("length")], Emit.Options(Request)).Response.Output.Single().Status.Should().Be(status);

    [Theory]
    [InlineData("plain", CallEnding.Whole, "completed")]
    [InlineData("plain", CallEnding.CutOff, "incomplete")]
    [InlineData("""{"input":"a"}""", CallEnding.Broken, "incomplete")]
    [InlineData("", CallEnding.Whole, "completed")]
    public void Reported_ending_of_a_call_is_used(string arguments, CallEnding ending, string status)
    {
        var emitter = new ResponseEventEmitter(Emit.Options(Request));
        emitter.Add(Call(0, "c", "patch", arguments));

        emitter.Add(new ToolCallDelta(0) { Ending = ending }).OfType<OutputItemDoneEvent>().Should().ContainSingle().Which.Item!.Status.Should().Be(status);
    }

    [Fact]
    public void Text_that_is_not_an_object_stays_open_with_any_brackets()
    {
        var emitted = Emit.All(
            [Call(0, "a", "patch", "x {} "), Call(1, "b", "f", "{}"), Call(0, arguments: "[y]"), new ContentDelta("t")], Emit.Options(Request));

        emitted.Items.Should().Equal("patch<x {} [y]>", "f({})", "text:t");
    }

    [Fact]
    public void Interleaved_calls_are_sent_one_after_the_other()
    {
        var emitted = Emit.All(
            [
                Call(0, "a", "patch", "{\"input\":\"1"), Call(1, "b", "files__edit", "{\"input\":"), Call(2, "c", "f", "{\"n\""), Call(1, arguments: "\"2\"}"),
                Call(0, arguments: "}\\\""), Call(2, arguments: ":3}"), Call(0, arguments: "\"}"), new ContentDelta("t"),
            ],
            Emit.Options(Request));

        emitted.Items.Should().Equal("patch<1}\">", "files/edit<2>", """f({"n":3})""", "text:t");
        emitted.Folded.Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public void Calls_with_the_same_index_and_different_ids_are_separate() =>
        Emit.All([Call(0, "a", "patch", """{"input":"1"}"""), Call(0, "b", "patch", """{"input":"2"}"""), Call(0, "", "f", "{}")], Emit.Options(Request))
            .Items.Should().Equal("patch<1>", "patch<2>", "f({})");

    [Fact]
    public void Undeclared_custom_tool_is_a_function() =>
        Emit.All([Call(0, "c", "other", """{"input":"a"}""")], Emit.Options(Request)).Items.Should().Equal("""other({"input":"a"})""");

    private static IEnumerable<string> Deltas(IEnumerable<ResponseStreamEvent> events) => events.Select(e => e.Should().BeOfType<CustomToolCallInputDeltaEvent>().Which.Delta);
}
