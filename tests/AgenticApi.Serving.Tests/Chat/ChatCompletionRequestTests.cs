using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>A request of the Responses API becomes one of Chat Completions.</summary>
public class ChatCompletionRequestTests
{
    [Fact]
    public void Settings_are_those_of_the_other_API() => Check(
        """
        {"model":"m","instructions":"Be brief.","input":"Hi","tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true}],
         "tool_choice":{"type":"function","name":"f"},"parallel_tool_calls":false,"max_output_tokens":9,"temperature":0.50,"top_p":1,"stream":true,
         "text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":true},"verbosity":"low"},"reasoning":{"effort":"low","summary":"auto"},
         "metadata":{"a":"b"},"store":true,"previous_response_id":null}
        """,
        """
        {"model":"m","messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Hi"}],
         "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":true}}],
         "tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false,"max_completion_tokens":9,"temperature":0.50,"top_p":1,"reasoning_effort":"low",
         "verbosity":"low","response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"},"strict":true}},
         "stream":true,"stream_options":{"include_usage":true}}
        """);

    [Fact]
    public void Smallest_request_is_small() => Check(
        """{"model":"m","input":[],"stream":false,"tools":[],"tool_choice":"auto","parallel_tool_calls":true,"text":{"format":{"type":"text"}}}""",
        """{"model":"m","messages":[]}""");

    [Fact]
    public void Mode_of_tool_choice_and_plain_JSON_are_taken_over() => Check(
        """{"model":"m","input":"x","tools":[{"type":"function","name":"f","parameters":null}],"tool_choice":"required","text":{"format":{"type":"json_object"}}}""",
        """{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required","response_format":{"type":"json_object"}}""");

    [Fact]
    public void Call_that_was_cut_off_keeps_the_history_valid() => Messages(
        """
        [{"role":"user","content":"x"},
         {"type":"function_call","call_id":"a","name":"f","arguments":"{\"location\":\"Par","status":"incomplete"},
         {"type":"function_call","call_id":"b","name":"","arguments":"{}","status":"incomplete"},
         {"type":"function_call","call_id":"c","name":"g","arguments":"{\"location\":\"Par","status":"incomplete"},
         {"type":"function_call","call_id":"d","name":"h","arguments":"[1]","status":"completed"},
         {"type":"function_call_output","call_id":"c","output":"not run"},
         {"type":"function_call_output","call_id":"d","output":"done"}]
        """,
        """
        [{"role":"user","content":"x"},
         {"role":"assistant","content":null,"tool_calls":[
            {"id":"c","type":"function","function":{"name":"g","arguments":"{}"}},{"id":"d","type":"function","function":{"name":"h","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"c","content":"not run"},
         {"role":"tool","tool_call_id":"d","content":"done"}]
        """);

    [Fact]
    public void History_with_calls_becomes_messages() => Messages(
        """
        [{"role":"developer","content":"Rules."},
         {"type":"message","role":"user","content":[{"type":"input_text","text":"What "},{"type":"input_text","text":"now?"}]},
         {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"not this"}],"content":[{"type":"reasoning_text","text":"Look."}]},
         {"type":"message","role":"assistant","content":[{"type":"output_text","text":"Looking."},{"type":"refusal","refusal":"Not all."}]},
         {"type":"function_call","call_id":"a","name":"f","arguments":"{\"x\":1}","status":"completed"},
         {"type":"reasoning","id":"rs_2","summary":[],"encrypted_content":"zzz"},
         {"type":"function_call","call_id":"b","name":"g","arguments":""},
         {"type":"function_call_output","call_id":"a","output":"one"},
         {"type":"function_call_output","call_id":"b","output":[{"type":"input_text","text":"two"}]},
         {"type":"reasoning","id":"rs_3","summary":[{"type":"summary_text","text":"So."},{"type":"summary_text","text":"Yes."}]},
         {"role":"assistant","content":"Done."},
         {"role":"assistant","content":"Really."},
         {"type":"reasoning","summary":[{"type":"summary_text","text":"lost: nothing follows it"}]},
         {"role":"user","content":"Thanks"}]
        """,
        """
        [{"role":"system","content":"Rules."},
         {"role":"user","content":"What now?"},
         {"role":"assistant","content":"Looking.","reasoning_content":"Look.","refusal":"Not all.","tool_calls":[
            {"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":1}"}},{"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"a","content":"one"},
         {"role":"tool","tool_call_id":"b","content":"two"},
         {"role":"assistant","content":"Done.","reasoning_content":"So.\n\nYes."},
         {"role":"assistant","content":"Really."},
         {"role":"user","content":"Thanks"}]
        """);

    [Fact]
    public void Text_that_follows_a_call_stays_in_the_message_of_the_call() => Messages(
        """[{"type":"function_call","call_id":"a","name":"f","arguments":"{}"},{"role":"assistant","content":"wait"},{"type":"function_call_output","call_id":"a","output":"x"}]""",
        """[{"role":"assistant","content":"wait","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"x"}]""");

    [Fact]
    public void Images_files_and_audio_become_parts() => Messages(
        """
        [{"role":"user","content":[{"type":"input_text","text":"See"},{"type":"input_image","image_url":"data:image/png;base64,AA==","detail":"low"},
          {"type":"input_file","filename":"a.pdf","file_data":"data:,x"},{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]
        """,
        """
        [{"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}},
          {"type":"file","file":{"file_data":"data:,x","filename":"a.pdf"}},{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]
        """);

    [Theory]
    [InlineData("""[]""", null)]
    [InlineData("""{"input":"x"}""", "model")]
    [InlineData("""{"model":"m"}""", "input")]
    [InlineData("""{"model":"m","input":7}""", "input")]
    [InlineData("""{"model":"m","input":"secret","previous_response_id":"resp_1"}""", "previous_response_id")]
    [InlineData("""{"model":"m","input":"secret","conversation":{"id":"c"}}""", "conversation")]
    [InlineData("""{"model":"m","input":"x","prompt":{"id":"secret"}}""", "prompt")]
    [InlineData("""{"model":"m","input":"x","instructions":["secret"]}""", "instructions")]
    [InlineData("""{"model":"m","input":[{"type":"item_reference","id":"secret"}]}""", "input[0].type")]
    [InlineData("""{"model":"m","input":["secret"]}""", "input[0].type")]
    [InlineData("""{"model":"m","input":[{"role":"king","content":"secret"}]}""", "input[0].role")]
    [InlineData("""{"model":"m","input":[{"role":"user","content":"x"},{"role":"user"}]}""", "input[1].content")]
    [InlineData("""{"model":"m","input":[{"role":"assistant","content":5}]}""", "input[0].content")]
    [InlineData("""{"model":"m","input":[{"role":"user","content":[{"type":"input_image","file_id":"secret"}]}]}""", "input[0].content[0].image_url")]
    [InlineData("""{"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"x"},{"type":"input_video"}]}]}""", "input[0].content[1].type")]
    [InlineData("""{"model":"m","input":[{"type":"function_call","name":"f"}]}""", "input[0].call_id")]
    [InlineData("""{"model":"m","input":[{"type":"function_call_output","output":"secret"}]}""", "input[0].call_id")]
    [InlineData("""{"model":"m","input":[{"type":"function_call_output","call_id":"c"}]}""", "input[0].output")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function","name":"f"},{"type":"web_search"}]}""", "tools[1].type")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function","name":"f"}],"tool_choice":"secret"}""", "tool_choice")]
    [InlineData("""{"model":"m","input":"x","text":{"format":{"type":"secret"}}}""", "text.format.type")]
    [InlineData("""{"model":"m","input":"x","tools":[{"type":"function","name":"\ud83d secret"}]}""", null)]
    [InlineData("""{"model":"m","input":"x","\ud83d secret and more":1}""", null)]
    public void What_cannot_be_translated_is_refused_with_its_place_and_without_its_content(string request, string? param)
    {
        var translate = () => Translate(request);

        var refused = translate.Should().Throw<InvalidRequestException>().Which;
        refused.Param.Should().Be(param);
        refused.Message.Should().NotContain("secret").And.NotBeEmpty();
    }

    private static void Messages(string input, string messages) => Check($$"""{"model":"m","input":{{input}}}""", $$"""{"model":"m","messages":{{messages}}}""");

    private static void Check(string request, string expected)
    {
        var translated = JsonNode.Parse(Translate(request))!;

        JsonNode.DeepEquals(translated, JsonNode.Parse(expected)).Should().BeTrue($"{translated.ToJsonString()} should be {expected}");
    }

    private static byte[] Translate(string request)
    {
        using var document = JsonDocument.Parse(request);
        return ChatCompletionRequest.FromResponses(document.RootElement);
    }
}
