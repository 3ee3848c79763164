namespace AgenticApi.Tests.Folding;

/// <summary>Function calls from start to end.</summary>
public class FunctionCallTests
{
    [Fact]
    public void Call_with_added_deltas_and_done_has_its_arguments_and_is_returned_by_the_event_that_finished_it()
    {
        var accumulator = Fold.Into(new(),
        [
            Wire.Created,
            Wire.Added(0, Wire.Call("fc_1", "call_1", "add")),
            Wire.Arguments(0, "{\"a\":", "fc_1"),
            Wire.Arguments(0, "1}", "fc_1"),
        ]);
        accumulator.Add(ResponseStreamEvent.Parse(Wire.ArgumentsDone(0, "{\"a\":1}", "fc_1"))).Finished.Should().BeEmpty();

        var finished = accumulator.Add(ResponseStreamEvent.Parse(Wire.Done(0, Wire.Call("fc_1", "call_1", "add", "{\"a\":1}", "completed")))).Finished;

        var call = finished.Should().ContainSingle().Which.Should().BeOfType<FunctionCallItem>().Subject;
        (call.Id, call.CallId, call.Name, call.Arguments, call.Status).Should().Be(("fc_1", "call_1", "add", "{\"a\":1}", "completed"));
    }

    [Fact]
    public void Call_with_done_and_no_deltas_has_the_arguments_of_done()
    {
        var call = Only(Fold.Events(Wire.Created, Wire.Added(0, Wire.Call("fc_1", "call_1", "add")), Wire.ArgumentsDone(0, "{\"a\":1}", "fc_1")));

        call.Arguments.Should().Be("{\"a\":1}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public void Call_with_empty_arguments_keeps_them_as_they_are(string arguments)
    {
        var item = Wire.Call("fc_1", "call_1", "ping", arguments, "completed");
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.Call("fc_1", "call_1", "ping")), Wire.ArgumentsDone(0, arguments, "fc_1"), Wire.Done(0, item), Wire.Completed(item));

        Only(result).Arguments.Should().Be(arguments);
        result.Deviations.Should().BeEmpty();
    }

    [Fact]
    public void Calls_in_parallel_interleaved_with_each_other_and_a_message_each_get_their_own_deltas()
    {
        var result = Fold.Events(
            Wire.Created,
            Wire.Added(0, Wire.EmptyMessage("msg_1")),
            Wire.Added(1, Wire.Call("fc_1", "call_1", "add")),
            Wire.PartAdded(0),
            Wire.Added(2, Wire.Call("fc_2", "call_2", "sub")),
            Wire.Arguments(2, "{\"b\"", "fc_2"),
            Wire.Text(0, "Let me "),
            Wire.Arguments(1, "{\"a\"", "fc_1"),
            Wire.Arguments(2, ":2}", "fc_2"),
            Wire.Text(0, "see."),
            Wire.Arguments(1, ":1}", "fc_1"));

        result.Response.OutputText.Should().Be("Let me see.");
        result.Response.FunctionCalls.Select(call => (call.Name, call.Arguments)).Should().Equal(("add", "{\"a\":1}"), ("sub", "{\"b\":2}"));
    }

    [Fact]
    public void Done_with_a_name_fills_the_name_that_added_lacked()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.Call("fc_1", "call_1", "")), Wire.ArgumentsDone(0, "{}", "fc_1", ""","name":"add" """));

        Only(result).Name.Should().Be("add");
    }

    [Fact]
    public void Done_with_a_name_does_not_change_the_name_that_added_gave()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.Call("fc_1", "call_1", "add")), Wire.ArgumentsDone(0, "{}", "fc_1", ""","name":"ns.add" """));

        Only(result).Name.Should().Be("add");
    }

    [Fact]
    public void Delta_for_an_unknown_item_opens_a_call_and_is_reported()
    {
        var result = Fold.Events(Wire.Created, Wire.Arguments(3, "{\"a\":1}", "fc_9"));

        var call = Only(result);
        (call.Id, call.Arguments, call.Status).Should().Be(("fc_9", "{\"a\":1}", "incomplete"));
        result.Deviations.Should().ContainSingle(d => d.Kind == DeviationKind.ItemNotAnnounced).Which.OutputIndex.Should().Be(3);
    }

    [Fact]
    public void Call_left_open_when_the_response_completes_is_completed_with_a_deviation()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.Call("fc_1", "call_1", "add")), Wire.Arguments(0, "{\"a\":1}", "fc_1"), Wire.Completed());

        Only(result).Status.Should().Be("completed");
        result.Ending.Should().Be(Ending.Completed);
        result.Deviations.Select(d => d.Kind).Should().Equal(DeviationKind.ItemNotFinished, DeviationKind.TerminalOutputMissing);
    }

    [Fact]
    public void Call_left_open_when_the_response_is_cut_off_is_incomplete()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.Call("fc_1", "call_1", "add")), Wire.Arguments(0, "{\"a\"", "fc_1"), Wire.Terminal("incomplete"));

        Only(result).Status.Should().Be("incomplete");
        result.Ending.Should().Be(Ending.Incomplete);
    }

    [Fact]
    public void Calls_with_empty_item_ids_are_distinguished_by_their_index()
    {
        var result = Fold.Events(
            Wire.Created,
            Wire.Added(0, Wire.Call("", "call_1", "add")),
            Wire.Added(1, Wire.Call("", "call_2", "sub")),
            Wire.Arguments(1, "[2]"),
            Wire.Arguments(0, "[1]"));

        result.Response.FunctionCalls.Select(call => (call.CallId, call.Arguments)).Should().Equal(("call_1", "[1]"), ("call_2", "[2]"));
    }

    [Fact]
    public void Events_without_an_index_find_their_call_by_its_id()
    {
        var result = Fold.Events(
            Wire.Created,
            Wire.Added(0, Wire.Call("fc_1", "call_1", "add")).Replace(",\"output_index\":0", "", StringComparison.Ordinal),
            Wire.Added(0, Wire.Call("fc_2", "call_2", "sub")).Replace(",\"output_index\":0", "", StringComparison.Ordinal),
            Wire.Arguments(0, "[2]", "fc_2").Replace("\"output_index\":0,", "", StringComparison.Ordinal),
            Wire.Arguments(0, "[1]", "fc_1").Replace("\"output_index\":0,", "", StringComparison.Ordinal));

        result.Response.FunctionCalls.Select(call => (call.CallId, call.Arguments)).Should().Equal(("call_1", "[1]"), ("call_2", "[2]"));
    }

    [Fact]
    public void Stray_delta_is_corrected_by_the_arguments_of_done()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, Wire.Call("fc_1", "call_1", "add")), Wire.Arguments(0, "{}", "fc_1"), Wire.Arguments(0, "{\"a\":1}", "fc_1"), Wire.ArgumentsDone(0, "{\"a\":1}", "fc_1"));

        Only(result).Arguments.Should().Be("{\"a\":1}");
        result.Deviations.Should().Contain(d => d.Kind == DeviationKind.DoneDiffersFromDeltas);
    }

    [Fact]
    public void Terminal_call_under_other_ids_and_white_space_replaces_the_streamed_one_and_is_reported()
    {
        var streamed = Wire.Call("a1", "call_1", "add", "{\"a\": 1} ", "completed");
        var result = Fold.Events(
            Wire.Created,
            Wire.Added(0, Wire.Call("a1", "call_1", "add")),
            Wire.Done(0, streamed),
            Wire.Completed(Wire.Call("fc_1", "chatcmpl-tool-1", "add", "{\"a\":1}", "completed")));

        var call = Only(result);
        (call.Id, call.CallId, call.Arguments).Should().Be(("fc_1", "chatcmpl-tool-1", "{\"a\":1}"));
        result.Deviations.Select(d => d.Kind).Should().BeEquivalentTo(
            [DeviationKind.ItemIdChanged, DeviationKind.CallIdChanged, DeviationKind.ArgumentsReformatted]);
    }

    public static TheoryData<string, string> Broken
    {
        get
        {
            string[] arguments = ["[1]", "{\"a\":", "{}{}", "{} {\"a\":1}", "7", "null", "\"{}\"", "text"];
            var rows = new TheoryData<string, string>();
            foreach (var one in arguments)
            {
                rows.Add("function_call", one);
                rows.Add("mcp_call", one);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Arguments_of_a_completed_call_that_are_not_one_object_are_reported_once_and_kept(string type, string arguments)
    {
        var item = Item(type, arguments);
        AccumulatedResponse[] results =
        [
            Fold.Events(Wire.Created, Wire.Added(0, Item(type, "", "in_progress")), Wire.Done(0, item), Wire.Completed(item)), Fold.Events(Wire.Created, Wire.Done(0, item), Wire.Completed()),
            Fold.Events(Wire.Created, Wire.Completed(item)), Fold.Events(Wire.Created, Wire.Done(0, item)), ResponseAccumulator.FromJson($$"""{"object":"response","status":"completed","output":[{{item}}]}"""),
        ];

        results.Should().AllSatisfy(result =>
        {
            result.Deviations.Should().ContainSingle(d => d.Kind == DeviationKind.ArgumentsNotAnObject);
            result.Response.Output.Should().ContainSingle().Which.Json.GetProperty("arguments").GetString().Should().Be(arguments);
        });
    }

    [Fact]
    public void Arguments_that_are_not_one_object_are_reported_once_for_each_call()
    {
        string[] calls = [Wire.Call("a", "c1", "f", "[1]", "completed"), Wire.Call("b", "c2", "f", "[2]", "completed"), Wire.Call("c", "c3", "f", "{}", "completed")];

        var result = Fold.Events([Wire.Created, .. calls.Select((call, i) => Wire.Done(i + 5, call)), Wire.Completed(calls)]);

        result.Deviations.Where(d => d.Kind == DeviationKind.ArgumentsNotAnObject).Select(d => (d.ItemId, d.OutputIndex)).Should().Equal(("a", 5), ("b", 6));
    }

    [Theory]
    [InlineData("function_call", "", "completed")]
    [InlineData("function_call", "  ", "completed")]
    [InlineData("mcp_call", "", "completed")]
    [InlineData("function_call", " {\"a\":[1]} ", "completed")]
    [InlineData("function_call", "{\"a\":", "incomplete")]
    [InlineData("mcp_call", "[1", "in_progress")]
    [InlineData("custom_tool_call", "{\"a\":", "completed")]
    [InlineData("custom_tool_call", "[1]", "completed")]
    public void Arguments_that_are_empty_whole_or_cut_off_and_the_input_of_custom_tools_are_not_reported(string type, string arguments, string status)
    {
        var item = Item(type, arguments, status);
        var ending = status == "completed" ? status : "incomplete";
        AccumulatedResponse[] results =
        [
            Fold.Events(Wire.Created, Wire.Added(0, Item(type, "", "in_progress")), Wire.Done(0, item), Wire.Terminal(ending, item)), Fold.Events(Wire.Created, Wire.Terminal(ending, item)),
            ResponseAccumulator.FromJson($$"""{"object":"response","status":"{{ending}}","output":[{{item}}]}"""),
        ];

        results.SelectMany(result => result.Deviations).Should().NotContain(d => d.Kind == DeviationKind.ArgumentsNotAnObject);
    }

    [Fact]
    public void Arguments_cut_off_by_the_end_of_the_stream_are_not_reported() =>
        Fold.Events(Wire.Created, Wire.Added(0, Wire.Call("fc", "c", "f")), Wire.Arguments(0, "{\"a\":")).Deviations.Should().NotContain(d => d.Kind == DeviationKind.ArgumentsNotAnObject);

    private static string Item(string type, string arguments, string status = "completed") =>
        $$"""{"type":"{{type}}","id":"i","call_id":"c","name":"f","{{(type == "custom_tool_call" ? "input" : "arguments")}}":{{Wire.Quote(arguments)}},"status":"{{status}}"}""";

    private static FunctionCallItem Only(AccumulatedResponse result) => result.Response.Output.Should().ContainSingle().Which.Should().BeOfType<FunctionCallItem>().Subject;
}
