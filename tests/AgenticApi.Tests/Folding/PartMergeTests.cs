using K = AgenticApi.DeviationKind;

namespace AgenticApi.Tests.Folding;

/// <summary>Merges the content of a part or an item from several events.</summary>
public class PartMergeTests
{
    private static readonly string[] Announced = [Wire.Created, Wire.Added(0, Wire.EmptyMessage("m"))];

    [Fact]
    public void Part_that_starts_with_more_than_its_type_keeps_that_and_its_deltas()
    {
        var part = Part([.. Announced, PartAdded("""{"type":"output_text","text":"","annotations":[],"mood":"good"}"""), Wire.Text(0, "Hi")]);
        (part["text"], part["mood"]).Should().Be(("Hi", "good"));
    }

    [Fact]
    public void Text_in_a_starting_part_is_the_beginning_of_its_text() =>
        Part([.. Announced, PartAdded("""{"type":"output_text","text":"Hel","annotations":[]}"""), Wire.Text(0, "lo")])["text"].Should().Be("Hello");

    [Fact]
    public void Part_of_an_unknown_type_gets_no_invented_text()
    {
        var result = Fold.Events([.. Announced, PartAdded("""{"type":"hologram"}""")]);
        result.Response.Output.OfType<MessageItem>().Single().Content.Single().ToJson().Should().Be("""{"type":"hologram"}""");
    }

    [Fact]
    public void Finished_item_that_contradicts_a_finished_part_is_taken_and_reported()
    {
        var result = Fold.Events([.. Announced, Wire.PartAdded(0), Wire.PartDone(0, "Hello"), Wire.Done(0, Wire.Message("m", "Bye"))]);
        result.Response.OutputText.Should().Be("Bye");
        result.Deviations.Select(d => d.Kind).Should().Contain(K.DoneDiffersFromDeltas);
    }

    [Fact]
    public void Member_of_a_finished_part_that_the_finished_item_leaves_out_is_kept()
    {
        var done = Wire.PartDone(0, "Hi").Replace("\"annotations\":[]", "\"annotations\":[],\"mood\":\"good\"", StringComparison.Ordinal);
        var part = Part([.. Announced, Wire.PartAdded(0), Wire.Text(0, "Hi"), done, Wire.Done(0, Wire.Message("m", "Hi"))]);
        (part["text"], part["mood"]).Should().Be(("Hi", "good"));
    }

    [Fact]
    public void Standard_error_missing_in_the_finished_output_is_kept()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, """{"type":"shell_call_output","id":"s","call_id":"c","output":[]}"""),
            """{"type":"response.shell_call_output_content.delta","output_index":0,"command_index":0,"delta":{"stdout":"a"} }""",
            """{"type":"response.shell_call_output_content.delta","output_index":0,"command_index":0,"delta":{"stdout":"b","stderr":"oops"} }""",
            Wire.Done(0, """{"type":"shell_call_output","id":"s","call_id":"c","status":"completed","output":[{"stdout":"ab"}]}"""));
        var output = result.Response.Output.OfType<ShellCallOutputItem>().Single().Output.Single();
        (output.Stdout, output.Stderr).Should().Be(("ab", "oops"));
    }

    [Fact]
    public void Command_that_opens_with_text_keeps_it()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, """{"type":"shell_call","id":"s","call_id":"c","action":{"commands":[]}}"""),
            """{"type":"response.shell_call_command.added","output_index":0,"command_index":0,"command":"ls"}""",
            """{"type":"response.shell_call_command.delta","output_index":0,"command_index":0,"delta":" -l"}""");
        result.Response.Output.OfType<ShellCallItem>().Single().Action!.Commands.Should().Equal("ls -l");
    }

    [Fact]
    public void Command_that_is_opened_twice_has_its_text_once()
    {
        const string added = """{"type":"response.shell_call_command.added","output_index":0,"command_index":0,"command":"ls"}""";
        Fold.Events(Wire.Created, added, added).Response.Output.OfType<ShellCallItem>().Single().Action!.Commands.Should().Equal("ls");
    }

    [Fact]
    public void Arguments_in_a_skeleton_are_continued_unless_they_are_complete()
    {
        string Arguments(string begun) => Fold.Events(Wire.Created, Wire.Added(0, Wire.Call("f", "c", "n", begun)), Wire.Arguments(0, "1}", "f")).Response.FunctionCalls.Single().Arguments;
        Arguments("{\"a\":").Should().Be("{\"a\":1}");
        Arguments("{}").Should().Be("1}");
    }

    [Fact]
    public void Arguments_of_an_mcp_call_that_are_complete_in_its_skeleton_are_not_continued()
    {
        var skeleton = """{"type":"mcp_call","id":"x","name":"n","server_label":"s","arguments":"{}"}""";
        var result = Fold.Events(Wire.Created, Wire.Added(0, skeleton), """{"type":"response.mcp_call_arguments.delta","output_index":0,"item_id":"x","delta":"1}"}""");
        result.Response.Output.OfType<McpCallItem>().Single().Arguments.Should().Be("1}");
    }

    [Fact]
    public void Finished_part_of_an_unknown_type_that_changes_its_text_is_reported()
    {
        var done = PartAdded("""{"type":"hologram","text":"b"}""").Replace("added", "done", StringComparison.Ordinal);
        var result = Fold.Events([.. Announced, PartAdded("""{"type":"hologram","text":"a"}"""), done]);
        result.Response.ToJson().Should().Contain("\"text\":\"b\"");
        result.Deviations.Select(d => d.Kind).Should().Contain(K.DoneDiffersFromDeltas);
    }

    [Fact]
    public void Member_of_a_part_that_only_a_lifecycle_response_has_is_kept()
    {
        var finished = Wire.Message("m", "Hi");
        var onTheWay = Wire.InProgress.Replace("\"output\":[]", $"\"output\":[{finished.Replace("\"annotations\"", "\"mood\":\"good\",\"annotations\"", StringComparison.Ordinal)}]", StringComparison.Ordinal);
        Fold.Events([.. Announced, onTheWay, Wire.Done(0, finished), Wire.Completed(finished)]).Response.ToJson().Should().Contain("\"mood\":\"good\"");
    }

    [Fact]
    public void Annotation_without_a_part_index_belongs_to_the_open_part_with_a_complete_text()
    {
        const string annotation = """{"type":"response.output_text.annotation.added","output_index":0,"annotation_index":0,"annotation":{"type":"url_citation","title":"t"} }""";
        var result = Fold.Events([.. Announced, Wire.PartAdded(0), Wire.Text(0, "Hi"), Wire.TextDone(0, "Hi"), annotation]);
        var part = result.Response.Output.OfType<MessageItem>().Single().Content.Should().ContainSingle().Which.Should().BeOfType<OutputTextPart>().Subject;
        (part.Text, part.Annotations.Count).Should().Be(("Hi", 1));
    }

    [Fact]
    public void Text_without_a_part_index_goes_to_the_open_part_or_to_a_new_one()
    {
        static string Unplaced(string text) => text.Replace("\"content_index\":0,", "", StringComparison.Ordinal);
        var result = Fold.Events([.. Announced, Wire.PartAdded(0), Unplaced(Wire.Text(0, "on")), Unplaced(Wire.TextDone(0, "one")), Unplaced(Wire.Text(0, "two"))]);
        result.Response.Output.OfType<MessageItem>().Single().Content.OfType<OutputTextPart>().Select(part => part.Text).Should().BeEquivalentTo("one", "two");
    }

    [Theory]
    [InlineData("Hm", "", DeviationSeverity.Error)]
    [InlineData("", "short", DeviationSeverity.Error)]
    [InlineData(" \\n", " ", DeviationSeverity.Warning)]
    public void Reasoning_with_text_missing_in_the_terminal_output_is_an_error(string text, string summary, DeviationSeverity severity)
    {
        var reasoning = $$"""{"type":"reasoning","id":"rs","content":[{"type":"reasoning_text","text":"{{text}}"}],"summary":[{"type":"summary_text","text":"{{summary}}"}]}""";
        var message = Wire.Message("m", "Hi");
        var result = Fold.Events(Wire.Created, Wire.Added(0, reasoning), Wire.Done(0, reasoning), Wire.Added(1, Wire.EmptyMessage("m")), Wire.Done(1, message), Wire.Completed(message));
        result.Deviations.Select(d => (d.Kind, d.Severity)).Should().Equal((K.TerminalOmitsItem, severity));
    }

    [Fact]
    public void Status_of_an_item_that_no_event_announced_is_that_of_its_event()
    {
        var accumulator = Fold.Into(new(), [Wire.Created, """{"type":"response.web_search_call.searching","output_index":0,"item_id":"w"}"""]);
        var item = accumulator.Snapshot().Output.Single();
        (item.Type, item.Id, item.Status).Should().Be(("web_search_call", "w", "searching"));
    }

    [Fact]
    public void Status_in_an_event_is_kept_if_the_next_event_has_none()
    {
        const string completed = """{"type":"response.mcp_list_tools.completed","output_index":0,"item_id":"l"}""";
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, """{"type":"mcp_list_tools","id":"l","status":"in_progress","tools":[]}"""),
            completed.Replace("\"item_id\"", "\"item\":{\"type\":\"mcp_list_tools\",\"id\":\"l\",\"status\":\"completed\"},\"item_id\"", StringComparison.Ordinal), completed);
        result.Response.Output.Single().Status.Should().Be("completed");
    }

    [Fact]
    public void Null_status_that_is_the_first_member_is_replaced_and_occurs_once()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.Done(0, """{"status":null,"type":"message","id":"m","role":"assistant","content":[]}"""));
        result.Response.Output.Single().Json.EnumerateObject().Where(member => member.Name == "status").Should().ContainSingle().Which.Value.GetString().Should().Be("completed");
    }

    [Fact]
    public void Annotations_without_an_index_follow_those_with_one_in_stream_order()
    {
        static string Annotation(string index, string title) =>
            $$$"""{"type":"response.output_text.annotation.added","output_index":0,"content_index":0,{{{index}}}"annotation":{"type":"url_citation","title":"{{{title}}}"} }""";
        var result = Fold.Events([.. Announced, Wire.PartAdded(0), Annotation("", "d"), Annotation("\"annotation_index\":1,", "b"), Annotation("", "e"), Annotation("\"annotation_index\":0,", "a"), Annotation("\"annotation_index\":1,", "c")]);
        result.Response.ToJson().Should().MatchRegex("\"a\".*\"b\".*\"c\".*\"d\".*\"e\"");
    }

    [Fact]
    public void Part_after_many_others_is_found_by_its_index()
    {
        var parts = Enumerable.Range(0, 20).ToList();
        var result = Fold.Events([.. Announced, .. parts.Select(i => Wire.PartAdded(0, i)), .. parts.Select(i => Wire.Text(0, $"{i},", i)), .. parts.Select(i => Wire.Text(0, $"{i};", i))]);
        result.Response.Output.OfType<MessageItem>().Single().Content.OfType<OutputTextPart>().Select(part => part.Text).Should().Equal(parts.Select(i => $"{i},{i};"));
    }

    [Fact]
    public void Parts_in_any_order_are_ordered_by_their_index()
    {
        int[] order = [12, 3, 18, 0, 7, 15, 1, 9, 19, 4, 11, 2, 17, 6, 14, 5, 10, 8, 16, 13];
        var result = Fold.Events([.. Announced, .. order.Select(i => Wire.PartAdded(0, i)), .. order.Reverse().Select(i => Wire.Text(0, $"{i} ", i))]);
        result.Response.OutputText.Should().Be(string.Concat(Enumerable.Range(0, 20).Select(i => $"{i} ")));
    }

    [Fact]
    public void Content_and_summary_of_one_reasoning_item_are_both_in_it()
    {
        var item = Fold.Events(Wire.Created, Wire.Reasoning(0, "Hm", "rs"), """{"type":"response.reasoning_summary_text.delta","output_index":0,"item_id":"rs","summary_index":0,"delta":"short"}""")
            .Response.Output.Should().ContainSingle().Which.Should().BeOfType<ReasoningItem>().Subject;
        (item.ReasoningText, item.SummaryText).Should().Be(("Hm", "short"));
    }

    [Fact]
    public void Arguments_started_with_one_character_are_continued() =>
        Fold.Events(Wire.Created, Wire.Added(0, Wire.Call("f", "c", "n", "{")), Wire.Arguments(0, "}", "f")).Response.FunctionCalls.Single().Arguments.Should().Be("{}");

    [Fact]
    public void Arguments_missing_in_a_finished_call_without_a_status_are_kept()
    {
        var result = Fold.Events(
            Wire.Created, Wire.Added(0, """{"type":"mcp_call","id":"x","name":"n","server_label":"s","status":"in_progress"}"""), """{"type":"response.mcp_call.in_progress","output_index":0,"item_id":"x"}""",
            """{"type":"response.mcp_call_arguments.delta","output_index":0,"item_id":"x","delta":"{\"a\":1}"}""", Wire.Done(0, """{"type":"mcp_call","id":"x","name":"n","server_label":"s"}"""));
        result.Response.Output.OfType<McpCallItem>().Single().Arguments.Should().Be("{\"a\":1}");
    }

    [Fact]
    public void Member_of_the_skeleton_that_the_finished_item_leaves_out_is_kept()
    {
        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m").Replace("\"role\"", "\"mood\":\"good\",\"role\"", StringComparison.Ordinal)), Wire.Done(0, Wire.Message("m", "Hi")), Wire.Completed(Wire.Message("m", "Hi")));
        result.Response.Output.Single().Json.GetProperty("mood").GetString().Should().Be("good");
    }

    [Fact]
    public void Members_of_an_item_in_intermediate_events_are_all_kept()
    {
        static string Event(string members) => $$"""{"type":"response.web_search_call.searching","output_index":0,"item_id":"w","item":{{{members}}} }""";
        var skeleton = $$"""{"type":"web_search_call","id":"w","status":"in_progress","long":"{{new string('x', 1000)}}"}""";
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, skeleton), Event("\"a\":\"" + new string('a', 100) + "\",\"z\":1"), Event("\"b\":\"b\""), Event("\"c\":\"" + new string('c', 30) + "\""), Event("\"z\":2")]);

        static IEnumerable<string> Names(OutputItem item) => item.Json.EnumerateObject().Select(member => member.Name);
        var item = accumulator.Snapshot().Output.Single();
        Names(item).Should().BeEquivalentTo("type", "id", "status", "long", "a", "b", "c", "z");
        item.Json.GetProperty("z").GetInt32().Should().Be(2);
        Fold.Into(accumulator, [Wire.Done(0, """{"type":"web_search_call","id":"w","status":"completed"}""")]);
        item = accumulator.Finish().Response.Output.Single();
        Names(item).Should().BeEquivalentTo("type", "id", "status", "long", "a", "b", "c", "z");
        item.Json.GetProperty("z").GetInt32().Should().Be(2);
    }

    [Fact]
    public void Finished_part_of_another_type_with_the_same_text_is_reported()
    {
        var done = Wire.Message("m", "Hi").Replace("output_text", "hologram", StringComparison.Ordinal);
        var result = Fold.Events([.. Announced, Wire.PartAdded(0), Wire.Text(0, "Hi"), Wire.Done(0, done), Wire.Completed(done)]);
        result.Deviations.Select(d => d.Kind).Should().Contain(K.DoneDiffersFromDeltas);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[5]")]
    public void Finished_output_without_a_part_is_skipped(string output)
    {
        var accumulator = Fold.Into(new(), [Wire.Created, Wire.Added(0, """{"type":"shell_call_output","id":"s","call_id":"c","output":[]}""")]);
        var step = accumulator.Add(ResponseStreamEvent.Parse($$"""{"type":"response.shell_call_output_content.done","output_index":0,"command_index":0,"output":{{output}} }"""));
        step.Effect.Should().Be(StepEffect.Ignored);
        step.Deviations.Select(d => d.Kind).Should().Equal(K.FieldMissing);
        accumulator.Finish().Response.Output.OfType<ShellCallOutputItem>().Single().Output.Should().BeEmpty();
    }

    private static string PartAdded(string part) => $$"""{"type":"response.content_part.added","output_index":0,"content_index":0,"part":{{part}} }""";

    private static Dictionary<string, string?> Part(params string[] events)
    {
        var part = Fold.Events(events).Response.Output.OfType<MessageItem>().Single().Content.Should().ContainSingle().Subject;
        return JsonAssert.Node(part).Where(member => member.Value is System.Text.Json.Nodes.JsonValue).ToDictionary(member => member.Key, member => member.Value?.ToString());
    }
}
