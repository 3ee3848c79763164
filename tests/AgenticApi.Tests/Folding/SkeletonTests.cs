using System.Text.Json;
using K = AgenticApi.DeviationKind;

namespace AgenticApi.Tests.Folding;

/// <summary>Content in the event that starts a response, an item or a part, and the events that continue it.</summary>
public class SkeletonTests
{
    private static readonly string CreatedWithTwo = Wire.Created.Replace(
        "\"output\":[]", $"\"output\":[{Wire.Message("a", "one", "in_progress")},{Wire.Call("b", "c", "f", "{\"a\":", "in_progress")}]", StringComparison.Ordinal);

    [Fact]
    public void Items_of_created_stay_when_events_about_one_of_them_come()
    {
        var result = Fold.Events(CreatedWithTwo, Wire.Text(0, " more", id: "a"));

        result.Response.Output.Select(item => (item.Type, item.Id)).Should().Equal(("message", "a"), ("function_call", "b"));
        result.Response.OutputText.Should().Be("one more");
    }

    [Theory]
    [InlineData("b")]
    [InlineData("")]
    public void Items_of_created_are_joined_by_index_with_the_events_that_finish_them(string id)
    {
        var result = Fold.Events(
            CreatedWithTwo, Wire.Arguments(1, "1}", id), Wire.Done(1, Wire.Call(id, "c", "f", "{\"a\":1}", "completed")), Wire.Added(2, Wire.EmptyMessage("d")), Wire.Text(2, " three", id: "d"));

        result.Response.Output.Select(item => item.Id).Should().Equal("a", "b", "d");
        result.Response.FunctionCalls.Single().Arguments.Should().Be("{\"a\":1}");
        result.Response.OutputText.Should().Be("one three");
    }

    [Fact]
    public void Items_of_created_that_are_announced_and_finished_are_the_same_items()
    {
        var call = Wire.Call("b", "c", "f", "{\"a\":1}", "completed");
        var result = Fold.Events(
            CreatedWithTwo, Wire.Added(0, Wire.EmptyMessage("a")), Wire.Done(0, Wire.Message("a", "one")), Wire.Added(1, Wire.Call("b", "c", "f")), Wire.Done(1, call), Wire.Completed(Wire.Message("a", "one"), call));

        result.Response.Output.Should().HaveCount(2);
        result.Deviations.Select(d => d.Kind).Should().Equal([K.DoneDiffersFromDeltas], "created brought half of the arguments, and no delta the rest");
    }

    /// <summary>An item with a text, the delta that continues it, and the place of the text in the item.</summary>
    public static TheoryData<string, string, string> Continued => new()
    {
        { Wire.Call("i", "c", "f", "{\"a\":"), Delta("function_call_arguments", "1}"), "\"arguments\":\"{\\u0022a\\u0022:1}\"" },
        { """{"type":"mcp_call","id":"i","arguments":"{\"a\":"}""", Delta("mcp_call_arguments", "1}"), "\"arguments\":\"{\\u0022a\\u0022:1}\"" },
        { """{"type":"custom_tool_call","id":"i","input":"Hel"}""", Delta("custom_tool_call_input", "lo"), "\"input\":\"Hello\"" },
        { """{"type":"custom_tool_call","id":"i","input":"{}"}""", Delta("custom_tool_call_input", "x"), "\"input\":\"{}x\"" },
        { """{"type":"code_interpreter_call","id":"i","code":"Hel"}""", Delta("code_interpreter_call_code", "lo"), "\"code\":\"Hello\"" },
        { """{"type":"shell_call","id":"i","action":{"commands":["Hel"],"timeout_ms":5}}""", Delta("shell_call_command", "lo", "command_index"), "\"commands\":[\"Hello\"]" },
        { """{"type":"apply_patch_call","id":"i","operation":{"type":"update_file","diff":"Hel"}}""", Delta("apply_patch_call_operation_diff", "lo"), "\"diff\":\"Hello\"" },
        { """{"type":"shell_call_output","id":"i","output":[{"stdout":"Hel","stderr":"E"}]}""", Delta("shell_call_output_content", "", "command_index").Replace("\"\"", """{"stdout":"lo","stderr":"r"}""", StringComparison.Ordinal), "\"stdout\":\"Hello\",\"stderr\":\"Er\"" },
        { Wire.Message("i", "Hel", "in_progress"), Wire.Text(0, "lo", id: "i"), "\"text\":\"Hello\"" },
        { """{"type":"message","id":"i","role":"assistant","content":[{"type":"refusal","refusal":"Hel"}]}""", Delta("refusal", "lo", "content_index"), "\"refusal\":\"Hello\"" },
        { """{"type":"reasoning","id":"i","summary":[],"content":[{"type":"reasoning_text","text":"Hel"}]}""", Delta("reasoning_text", "lo", "content_index"), "\"text\":\"Hello\"" },
        { """{"type":"reasoning","id":"i","summary":[{"type":"summary_text","text":"Hel"}]}""", Delta("reasoning_summary_text", "lo", "summary_index"), "\"text\":\"Hello\"" },
    };

    [Theory]
    [MemberData(nameof(Continued))]
    public void Text_in_an_added_item_is_continued_by_its_deltas(string item, string delta, string text)
    {
        var json = Fold.Events(Wire.Created, Wire.Added(0, item), delta).Response.Output.Should().ContainSingle().Which.Json;

        Normal(json).Should().Contain(text);
    }

    [Theory]
    [InlineData("content_part", "content_index", "output_text", "output_text", "message")]
    [InlineData("content_part", "content_index", "reasoning_text", "reasoning_text", "reasoning")]
    [InlineData("reasoning_part", "content_index", "reasoning_text", "reasoning_text", "reasoning")]
    [InlineData("reasoning_summary_part", "summary_index", "summary_text", "reasoning_summary_text", "reasoning")]
    public void Text_in_an_added_part_is_continued_by_its_deltas(string part, string index, string type, string text, string item)
    {
        var added = $$"""{"type":"response.{{part}}.added","output_index":0,"item_id":"i","{{index}}":0,"part":{"type":"{{type}}","text":"Hel"} }""";

        var output = Fold.Events(Wire.Created, Wire.Added(0, $$"""{"type":"{{item}}","id":"i"}"""), added, Delta(text, "lo", index)).Response.Output;

        output.Should().ContainSingle().Which.ToJson().Should().Contain("\"text\":\"Hello\"");
    }

    [Fact]
    public void Command_in_its_added_event_is_continued_by_its_deltas()
    {
        const string added = """{"type":"response.shell_call_command.added","output_index":0,"item_id":"i","command_index":0,"command":"Hel"}""";

        Fold.Events(Wire.Created, Wire.Added(0, """{"type":"shell_call","id":"i","action":{"commands":[]}}"""), added, Delta("shell_call_command", "lo", "command_index"))
            .Response.Output[0].ToJson().Should().Contain("[\"Hello\"]");
    }

    [Theory]
    [InlineData("function_call", "function_call_arguments", "{}")]
    [InlineData("function_call", "function_call_arguments", " {} ")]
    [InlineData("function_call", "function_call_arguments", "{\"b\":[2]}")]
    [InlineData("mcp_call", "mcp_call_arguments", "{}")]
    public void Complete_arguments_of_an_added_call_are_replaced_by_its_deltas(string type, string deltas, string arguments)
    {
        var item = $$"""{"type":"{{type}}","id":"i","call_id":"c","name":"f","arguments":{{Wire.Quote(arguments)}} }""";
        var result = Fold.Events(Wire.Created, Wire.Added(0, item), Delta(deltas, "{\"a\":"), Delta(deltas, "1}"));
        var alone = Fold.Events(Wire.Created, Wire.Added(0, item));

        result.Response.Output.Should().ContainSingle().Which.Json.GetProperty("arguments").GetString().Should().Be("{\"a\":1}");
        alone.Response.Output.Should().ContainSingle().Which.Json.GetProperty("arguments").GetString().Should().Be(arguments);
    }

    [Fact]
    public void Part_of_an_unknown_type_and_a_value_that_is_no_object_survive_when_another_part_changes()
    {
        var item = $$"""{"type":"message","id":"i","role":"assistant","status":"in_progress","content":[{"type":"hologram","beam":[1.50]},7,null,{{Wire.TextPart("Hel")}}]}""";

        var result = Fold.Events(Wire.Created, Wire.Added(0, item), Wire.Text(0, "lo", 3, "i"));

        var content = result.Response.Output.Should().ContainSingle().Which.Json.GetProperty("content").EnumerateArray().Select(part => part.GetRawText()).ToList();
        content.Should().HaveCount(4);
        content[..3].Should().Equal("""{"type":"hologram","beam":[1.50]}""", "7", "null");
        result.Response.OutputText.Should().Be("Hello");
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"response\":null")]
    [InlineData(",\"response\":\"none\"")]
    [InlineData(",\"response\":[]")]
    public void Completed_without_a_response_is_skipped(string response)
    {
        var completed = $$"""{"type":"response.completed"{{response}}}""";
        string[] events = [Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.Text(0, "Hello"), completed];

        var cut = Fold.Events(events);
        var ended = Fold.Events([.. events, Wire.Text(0, "!"), Wire.Terminal("incomplete")]);

        (cut.Ending, cut.Response.OutputText).Should().Be((Ending.Truncated, "Hello"));
        cut.Deviations.Select(d => d.Kind).Should().Contain([K.FieldMissing, K.StreamTruncated]);
        (ended.Ending, ended.Response.OutputText).Should().Be((Ending.Incomplete, "Hello!"));
        ended.Deviations.Select(d => d.Kind).Should().Contain(K.FieldMissing).And.NotContain([K.StreamTruncated, K.EventAfterTerminal]);
    }

    [Theory]
    [InlineData("""{"type":"error","code":"c","message":"m","param":"p"}""")]
    [InlineData("""{"type":"error","error":{"code":"c","message":"m","param":"p"}}""")]
    public void Param_of_an_error_is_kept_when_failed_follows(string error)
    {
        foreach (var param in (string[])["", ",\"param\":null"])
        {
            var failed = Wire.Terminal("failed").Replace("\"model\":", $$"""  "error":{"code":"final","message":"last"{{param}}},"model":""", StringComparison.Ordinal);

            var told = Fold.Events(Wire.Created, error, failed).Response.Error!;

            (told.Code, told.Message, told.Param).Should().Be(("final", "last", "p"));
        }
    }

    private static string Delta(string text, string delta, string index = "") =>
        $$"""{"type":"response.{{text}}.delta","output_index":0,"item_id":"i",{{(index.Length > 0 ? $"\"{index}\":0," : "")}}"delta":{{Wire.Quote(delta)}} }""";

    /// <summary>Returns the JSON with a canonical spelling of each text.</summary>
    private static string Normal(JsonElement json) => JsonSerializer.Serialize(json);
}
