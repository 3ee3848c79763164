namespace AgenticApi.Serving.Tests.Chat;

/// <summary>The translation of requests into Chat Completions.</summary>
public class ChatCompletionRequestTests
{
    [Fact]
    public void Settings_become_those_of_Chat_Completions() => Check(
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
    public void Smallest_request_has_only_model_and_messages() => Check(
        """{"model":"m","input":[],"stream":false,"tools":[],"tool_choice":"auto","parallel_tool_calls":true,"text":{"format":{"type":"text"}}}""",
        """{"model":"m","messages":[]}""");

    [Fact]
    public void Mode_of_tool_choice_and_JSON_format_are_translated() => Check(
        """{"model":"m","input":"x","tools":[{"type":"function","name":"f","parameters":null}],"tool_choice":"required","text":{"format":{"type":"json_object"}}}""",
        """{"model":"m","messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"name":"f"}}],"tool_choice":"required","response_format":{"type":"json_object"}}""");

    [Fact]
    public void Call_with_incomplete_arguments_keeps_the_history_valid() => Messages(
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
          {"type":"input_file","filename":"a.pdf","file_data":"data:,x","file_id":null},{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]
        """,
        """
        [{"role":"user","content":[{"type":"text","text":"See"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA==","detail":"low"}},
          {"type":"file","file":{"file_data":"data:,x","filename":"a.pdf"}},{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]
        """);

    private static void Messages(string input, string messages) => Requests.Messages(input, messages);

    private static void Check(string request, string expected) => Requests.Check(request, expected);
}
