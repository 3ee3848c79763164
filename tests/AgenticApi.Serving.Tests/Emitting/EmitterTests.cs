namespace AgenticApi.Serving.Tests.Emitting;

/// <summary>The events for the deltas of a model.</summary>
public class EmitterTests
{
    private const string City = """{"city":"Oslo"}""";

    [Fact]
    public void Text_gives_the_events_of_OpenAI()
    {
        var emitted = Emit.All(new ContentDelta("Hel"), new ContentDelta("lo"), new FinishDelta("stop"));

        emitted.Types.Should().Equal(
            "created", "in_progress", "output_item.added", "content_part.added", "output_text.delta", "output_text.delta", "output_text.done",
            "content_part.done", "output_item.done", "completed");
        emitted.Response.OutputText.Should().Be("Hello");
        emitted.Folded.Ending.Should().Be(Ending.Completed);
    }

    [Fact]
    public void Events_are_as_approved() => Snapshot.Match(
        string.Join('\n', Emit.All(
            [
                new ReasoningDelta("Look."), new ContentDelta("\n\n"), Call(0, "call_a", "get_weather", """{"city":"""), Call(0, arguments: "\"Oslo\"}"),
                new ContentDelta("It rains.\n"), new RefusalDelta("No."), new UsageDelta { InputTokens = 7, CachedTokens = 2, OutputTokens = 5, ReasoningTokens = 1 },
            ],
            Emit.Options("""{"model":"m","instructions":"Be brief.","tools":[{"type":"function", "name":"get_weather"}],"metadata":{"a b":"c \" d"},"temperature":null,"input":"x"}""")).Events.Select(e => System.Text.Encoding.UTF8.GetString(e.Utf8Json.Span))));

    [Fact]
    public void Each_call_gives_one_added_deltas_one_done_and_one_item_done()
    {
        var emitted = Emit.All(
            Call(0, "call_a", "f"), Call(0, arguments: "{\"a\""), Call(0, arguments: ":1}"), Call(1, "call_b", "g"), Call(1, arguments: "{}"), new FinishDelta("tool_calls"));

        emitted.Types.Skip(2).SkipLast(1).Should().Equal(
            "output_item.added", "function_call_arguments.delta", "function_call_arguments.delta", "function_call_arguments.done", "output_item.done",
            "output_item.added", "function_call_arguments.delta", "function_call_arguments.done", "output_item.done");
        emitted.Items.Should().Equal("""f({"a":1})""", "g({})");
        emitted.Response.FunctionCalls.Select(call => call.CallId).Should().Equal("call_a", "call_b");
    }

    [Fact]
    public void White_space_between_reasoning_and_a_call_gives_no_message()
    {
        ModelDelta[] said = [new ReasoningDelta("Hm."), new ContentDelta("\n"), new ContentDelta("\n"), Call(0, "c", "f", "{}")];

        Emit.All(said).Items.Should().Equal("reasoning:Hm.", "f({})");
        Emit.All(said, Emit.Options(keepWhiteSpace: true)).Items.Should().Equal("reasoning:Hm.", "text:\n\n", "f({})");
    }

    [Fact]
    public void White_space_before_text_is_kept() =>
        Emit.All(new ReasoningDelta("\n"), new ContentDelta("\n\n"), new ContentDelta("Hi")).Items.Should().Equal("text:\n\nHi");

    [Fact]
    public void Kinds_that_alternate_give_an_item_each() =>
        Emit.All(
            new ContentDelta("a"), new ReasoningDelta("b"), Call(0, null, "f", "{}"), new ReasoningDelta("c"), new ContentDelta("d"), new RefusalDelta("e"),
            new ContentDelta("g"))
            .Items.Should().Equal("text:a", "reasoning:b", "f({})", "reasoning:c", "text:d", "refusal:e", "text:g");

    [Fact]
    public void Deltas_are_sent_immediately()
    {
        var emitter = new ResponseEventEmitter(Emit.Options());
        emitter.Start().Select(e => e.Type).Should().Equal("response.created", "response.in_progress");

        emitter.Add(Call(0, "c", "f")).Should().ContainSingle().Which.Should().BeOfType<OutputItemAddedEvent>();
        emitter.Add(Call(0, arguments: "{")).Should().ContainSingle().Which.Should().BeOfType<FunctionCallArgumentsDeltaEvent>().Which.Delta.Should().Be("{");
        emitter.Add(Call(0, arguments: "}")).Should().ContainSingle().Which.Should().BeOfType<FunctionCallArgumentsDeltaEvent>().Which.Delta.Should().Be("}");
        emitter.Start().Should().BeEmpty();
    }

    [Fact]
    public void Item_without_a_name_is_held_back()
    {
        var emitter = new ResponseEventEmitter(Emit.Options());
        emitter.Start();

        emitter.Add(Call(0, "c", null, "{\"a\":")).Should().BeEmpty();
        emitter.Add(Call(0, arguments: "1}")).Should().BeEmpty();
        emitter.Add(Call(0, name: "f")).Select(e => e.Type).Should().Equal("response.output_item.added", "response.function_call_arguments.delta");
    }

    [Fact]
    public void Interleaved_pieces_of_parallel_calls_are_added_to_their_calls() =>
        Emit.All(
            Call(0, "a", "f", "{\"x\""), Call(1, "b", "g", "{\"y\""), Call(0, arguments: ":\"}\""), new ContentDelta("text"), Call(1, arguments: ":2}"), Call(0, arguments: "}"))
            .Items.Should().Equal("""f({"x":"}"})""", """g({"y":2})""", "text:text");

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void Late_white_space_for_a_closed_call_is_dropped(string late) =>
        Emit.All(Call(0, "a", "f", "{}"), new ContentDelta("t"), Call(0, arguments: late)).Items.Should().Equal("f({})", "text:t");

    [Fact]
    public void Late_arguments_for_a_closed_call_begin_another_call() =>
        Emit.All(Call(0, "a", "f", "{}"), new ContentDelta("t"), Call(0, arguments: City)).Items.Should().Equal("f({})", "text:t", $"f({City})");

    [Fact]
    public void Calls_with_the_same_index_and_different_ids_are_separate()
    {
        var emitted = Emit.All(Call(0, "a", "f", City), Call(0, "b", "g", "{}"), Call(0, "b", null, " "), Call(0, "", "h", "{}"));

        emitted.Items.Should().Equal($"f({City})", "g({} )", "h({})");
        emitted.Response.FunctionCalls.Select(call => call.CallId).Should().Equal("a", "b", "call_1");
    }

    [Fact]
    public void Other_name_at_the_index_of_a_call_begins_another_call()
    {
        Emit.All(Call(0, null, "f", "{}"), new ContentDelta("t"), Call(0, "b", "g", ""), Call(0, arguments: City)).Items.Should().Equal("f({})", "text:t", $"g({City})");
        Emit.All(Call(0, null, "f", "{}"), Call(0, null, "g", ""), Call(0, arguments: City)).Items.Should().Equal("f({})", $"g({City})");
        Emit.All(Call(0, null, "f"), Call(0, null, "g")).Items.Should().Equal("f({})", "g({})");
    }

    [Fact]
    public void Calls_with_the_same_id_get_different_ids() =>
        Emit.All(Call(0, "a", "f", "{}"), Call(1, "a", "f", "{}")).Response.FunctionCalls.Select(call => call.CallId).Should().Equal("a", "call_1");

    [Fact]
    public void Call_without_arguments_has_an_empty_object() =>
        Emit.All(Call(0, "a", "f"), Call(1, "b", "g", ""), Call(2, "c", "h", " ")).Items.Should().Equal("f({})", "g({})", "h( {})");

    [Fact]
    public void Call_whose_arguments_are_the_spurious_closing_brace_alone_still_has_its_done_event() =>
        Emit.All(Call(0, "a", "f", "{\"a\":{}"), Call(0, arguments: "}")).Items.Should().Equal("""f({"a":{}})""");

    [Fact]
    public void Call_without_a_name_is_incomplete_and_keeps_its_arguments()
    {
        var call = Emit.All(Call(0, "a", null, City)).Response.FunctionCalls.Should().ContainSingle().Subject;

        (call.Name, call.Arguments, call.Status).Should().Be(("", City, "incomplete"));
    }

    [Fact]
    public void Split_surrogate_pair_is_joined() =>
        Emit.All(new ContentDelta("a\ud83c"), new ContentDelta("\udf9eb\ud83c"), new ContentDelta("c\ud83c")).Items.Should().Equal("text:a🎞b\ufffdc\ufffd");

    [Fact]
    public void Empty_pieces_have_no_effect() =>
        Emit.All(new ContentDelta(""), new ReasoningDelta(""), Call(0, "", "", ""), Call(3)).Items.Should().BeEmpty();

    [Fact]
    public void Delta_after_the_end_throws()
    {
        var emitter = new ResponseEventEmitter();
        emitter.Finish();

        emitter.Invoking(e => e.Add(new ContentDelta("late"))).Should().Throw<InvalidOperationException>().Which.Message.Should().NotContain("late");
        emitter.Invoking(e => e.Finish()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Repeated_request_has_no_white_space_and_no_lone_surrogates()
    {
        using var request = System.Text.Json.JsonDocument.Parse("""{"model":"m","metadata":{ "a\\" : "\ud83d x \uDC00 \ud83C\uDF9E \" \n\u00e9" } , "top_p" : null}""");

        var emitted = Emit.All([new ContentDelta("x")], new() { Request = request.RootElement });

        emitted.Response.Json.GetProperty("metadata").GetRawText().Should().Be("""{"a\\":"\ufffd x \ufffd \ud83C\uDF9E \" \n\u00e9"}""");
        emitted.Response.Json.GetProperty("top_p").GetRawText().Should().Be("1");
    }

    [Fact]
    public void Clock_that_is_null_throws() =>
        FluentActions.Invoking(() => new ResponseEmitterOptions { Clock = null! }).Should().Throw<ArgumentNullException>();

    [Fact]
    public void Default_ids_are_unique()
    {
        var ids = Enumerable.Range(0, 20).Select(_ => new ResponseEventEmitter().ResponseId).ToList();

        ids.Should().OnlyHaveUniqueItems().And.OnlyContain(id => id.StartsWith("resp_", StringComparison.Ordinal) && id.Length == 37);
    }

    [Fact]
    public void Default_ids_of_items_are_the_response_id_and_a_number()
    {
        var emitted = Emit.All([new ContentDelta("a"), Call(0, null, "f", "{}")], new());
        var call = emitted.Response.FunctionCalls.Single();

        ((string[])[emitted.Response.Output[0].Id!, call.Id!, call.CallId]).Should().Equal(
            ((string[])["msg_x0001", "fc_x0002", "call_x0003"]).Select(id => id.Replace("x", emitted.Response.Id[5..], StringComparison.Ordinal)));
    }

    internal static ToolCallDelta Call(int index, string? id = null, string? name = null, string? arguments = null) => new(index) { Id = id, Name = name, Arguments = arguments };
}
