using System.Text.Json;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>The order of the messages of a conversation: system messages come first, and outputs follow their calls.</summary>
public class ConversationTests
{
    private const string CallA = """{"type":"function_call","call_id":"a","name":"f","arguments":"{}"}""";
    private const string CallB = """{"type":"function_call","call_id":"b","name":"f","arguments":"{}"}""";
    private const string OutputA = """{"type":"function_call_output","call_id":"a","output":"x"}""";
    private const string OutputB = """{"type":"function_call_output","call_id":"b","output":"y"}""";
    private const string ToldA = """{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}""";
    private const string ToldB = """{"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}""";
    private const string ToolA = """{"role":"tool","tool_call_id":"a","content":"x"}""";
    private const string ToolB = """{"role":"tool","tool_call_id":"b","content":"y"}""";
    private const string System = """{"role":"system","content":"S"}""";
    private const string User = """{"role":"user","content":"U"}""";

    private static readonly ChatCompletionRequestOptions Keeps = new() { KeepsSystemMessages = true };

    [Fact]
    public void System_messages_become_one_or_keep_their_places()
    {
        const string request = """
            {"model":"m","instructions":[{"role":"developer","content":"1"},{"type":"message","role":"system","content":[{"type":"input_text","text":"2"}]}],
             "input":[{"role":"user","content":"a"},{"role":"developer","content":[{"type":"input_text","text":"3"},{"type":"input_text","text":"4"}]},{"role":"system","content":""},{"role":"user","content":"b"},{"role":"system","content":"5"}]}
            """;

        Requests.Check(request, """{"model":"m","messages":[{"role":"system","content":"1\n\n2\n\n34\n\n5"},{"role":"user","content":"a"},{"role":"user","content":"b"}]}""");
        foreach (var role in new[] { "system", "developer" })
        {
            Requests.Check(
                request,
                $$"""
                {"model":"m","messages":[{"role":"system","content":"1\n\n2"},{"role":"user","content":"a"},{"role":"{{role}}","content":"34"},{"role":"system","content":""},{"role":"user","content":"b"},{"role":"system","content":"5"}]}
                """,
                new() { KeepsSystemMessages = true, KnowsDeveloper = role == "developer" });
        }
    }

    [Fact]
    public void System_message_does_not_separate_a_call_from_its_output()
    {
        var input = $"[{CallA},{System},{OutputA}]";
        var answered = $$"""{"role":"assistant","content":null,"tool_calls":[{{ToldA}}]},{{ToolA}}""";

        Requests.Messages(input, $"[{System},{answered}]");
        Requests.Messages(input, $"[{answered},{System}]", Keeps);
    }

    [Theory]
    [InlineData($"[{CallA},{User},{OutputA}]", $$"""[{"role":"assistant","content":null,"tool_calls":[{{ToldA}}]},{{ToolA}},{{User}}]""")]
    [InlineData($"[{CallA},{CallB},{System},{User},{OutputB},{OutputA}]", $$"""[{{System}},{"role":"assistant","content":null,"tool_calls":[{{ToldA}},{{ToldB}}]},{{ToolB}},{{ToolA}},{{User}}]""")]
    [InlineData($"[{CallA},{User},{CallB},{OutputA},{OutputB}]", $$"""[{"role":"assistant","content":null,"tool_calls":[{{ToldA}}]},{{ToolA}},{{User}},{"role":"assistant","content":null,"tool_calls":[{{ToldB}}]},{{ToolB}}]""")]
    [InlineData($"[{CallA},{OutputA},{CallA},{OutputA}]", $$"""[{"role":"assistant","content":null,"tool_calls":[{{ToldA}}]},{{ToolA}},{"role":"assistant","content":null,"tool_calls":[{{ToldA}}]},{{ToolA}}]""")]
    public void Outputs_directly_follow_their_calls(string input, string messages) => Requests.Messages(input, messages);

    [Fact]
    public void Custom_tool_may_have_several_outputs() => Requests.Messages(
        """
        [{"type":"custom_tool_call","call_id":"a","name":"c","input":""},{"type":"custom_tool_call_output","call_id":"a","output":[{"type":"input_text","text":"Still "},{"type":"input_text","text":"running"}]},
         {"role":"assistant","content":"Wait."},{"type":"custom_tool_call_output","call_id":"a","output":"Done"}]
        """,
        """
        [{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"c","arguments":"{\"input\":\"\"}"}}]},
         {"role":"tool","tool_call_id":"a","content":"Still running\nDone"},{"role":"assistant","content":"Wait."}]
        """);

    [Fact]
    public void Reasoning_in_many_items_is_joined_in_linear_time()
    {
        var item = $$"""{"type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"{{new string('r', 100)}}"}]}""";
        var request = JsonElement.Parse($$"""{"model":"m","input":[{{string.Join(',', Enumerable.Repeat(item, 2000))}},{"role":"assistant","content":"a"}]}""");

        var before = GC.GetAllocatedBytesForCurrentThread();
        var body = ChatCompletionRequest.FromResponses(request);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(20_000_000);
        JsonElement.Parse(body).GetProperty("messages")[0].GetProperty("reasoning_content").GetString().Should().HaveLength(200_000);
    }

    [Theory]
    [InlineData("", "n'.")]
    [InlineData("x", "n...'.")]
    public void Error_repeats_at_most_128_characters_of_a_name(string more, string end)
    {
        var name = new string('n', 128);

        Requests.Refused($$"""{"model":"m","input":"","{{name}}{{more}}":1}""").Message.Should().Be($"Unknown parameter: '{name[1..]}{end}");
    }

    [Fact]
    public void Calls_of_the_stored_history_have_their_outputs_in_the_input()
    {
        Requests.ShouldBe(
            Requests.Body($$"""{"model":"m","previous_response_id":"r","input":[{{OutputA}}]}""", history: $"[{User},{CallA}]")["messages"],
            $$"""[{{User}},{"role":"assistant","content":null,"tool_calls":[{{ToldA}}]},{{ToolA}}]""");

        var refused = Requests.Refused("""{"model":"m","previous_response_id":"r","input":"Well?"}""", history: $"[{User},{CallA}]");
        (refused.Param, refused.Message).Should().Be(("input", "No tool output found for function call a."));
        Requests.Refused($$"""{"model":"m","previous_response_id":"r","input":[{{OutputA}}]}""", history: $"[{User},{CallA},{OutputA}]").Param.Should().Be("input[0].call_id");
        Requests.Refused($$"""{"model":"m","previous_response_id":"r","input":[{{CallA}},{{OutputA}}]}""", history: $"[{CallA}]").Param.Should().Be("input[0].call_id");
    }

    [Theory]
    [InlineData("\"previous_response_id\":\"r\"", "previous_response_id")]
    [InlineData("\"conversation\":{\"id\":\"c\"}", "conversation")]
    [InlineData("\"store\":false", "input")]
    public void Fault_of_a_stored_item_has_the_path_of_the_reference_to_it(string continued, string param)
    {
        foreach (var item in new[] { """{"type":"thought"}""", """{"role":"user"}""", """{"role":"user","content":[{"type":"input_file","file_url":"u"}]}""" })
        {
            Requests.Refused($$"""{"model":"m",{{continued}},"input":"x"}""", history: $"[{item}]").Param.Should().Be(param);
        }
    }
}
