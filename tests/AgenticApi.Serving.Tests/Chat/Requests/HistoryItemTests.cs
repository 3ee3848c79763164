using System.Text.Json.Nodes;

namespace AgenticApi.Serving.Tests.Chat;

/// <summary>The translation of the items of a conversation.</summary>
public class HistoryItemTests
{
    [Theory]
    [InlineData("""{"type":"custom_tool_call","call_id":"a","name":"c","input":"line\n\"q\""}""", """{"type":"custom_tool_call_output","call_id":"a","output":"x"}""", "c", """{"input":"line\n\"q\""}""")]
    [InlineData("""{"type":"function_call","call_id":"a","name":"f","namespace":"n","arguments":"{}"}""", """{"type":"function_call_output","call_id":"a","namespace":"n","output":"x"}""", "n__f", "{}")]
    [InlineData("""{"type":"local_shell_call","id":"lsh_1","call_id":"a","action":{"command":["ls"]}}""", """{"type":"local_shell_call_output","call_id":"a","output":"x"}""", "local_shell", """{"command":["ls"]}""")]
    [InlineData("""{"type":"local_shell_call","id":"a","action":{}}""", """{"type":"local_shell_call_output","id":"a","output":"x"}""", "local_shell", "{}")]
    [InlineData("""{"type":"shell_call","call_id":"a","action":{"commands":["ls"]}}""", """{"type":"shell_call_output","call_id":"a","output":"x"}""", "shell", """{"commands":["ls"]}""")]
    [InlineData("""{"type":"apply_patch_call","call_id":"a","operation":{"type":"delete_file","path":"p"}}""", """{"type":"apply_patch_call_output","call_id":"a","status":"failed","output":"x"}""", "apply_patch", """{"type":"delete_file","path":"p"}""")]
    [InlineData("""{"type":"apply_patch_call","call_id":"a","operation":{}}""", """{"type":"apply_patch_call_output","call_id":"a","status":"x"}""", "apply_patch", "{}")]
    [InlineData("""{"type":"multi_agent_call","call_id":"a","action":"wait_agent","arguments":"{}"}""", """{"type":"multi_agent_call_output","call_id":"a","output":[{"type":"output_text","text":"x"}]}""", "wait_agent", "{}")]
    public void Call_of_any_kind_becomes_a_function_call(string call, string output, string name, string arguments) => Requests.Messages(
        $"[{call},{output}]",
        $$$"""
        [{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"{{{name}}}","arguments":{{{JsonValue.Create(arguments).ToJsonString()}}}}}]},
         {"role":"tool","tool_call_id":"a","content":"x"}]
        """);

    [Fact]
    public void Outputs_that_are_not_text_keep_their_content() => Requests.Messages(
        """
        [{"type":"shell_call","call_id":"a","action":{}},{"type":"computer_call","call_id":"b","actions":[{"type":"wait"}]},{"type":"tool_search_call","call_id":"c","execution":"client","arguments":{"query":"q"}},
         {"type":"custom_tool_call","call_id":"d","name":"d","input":""},
         {"type":"shell_call_output","call_id":"a","output":[{"stdout":"s"}]},{"type":"computer_call_output","call_id":"b","output":{"type":"computer_screenshot","image_url":"u"}},
         {"type":"tool_search_output","call_id":"c","tools":[]},{"type":"custom_tool_call_output","call_id":"d","output":[{"type":"input_text","text":"t"},{"type":"input_image","image_url":"u","detail":"original"}]}]
        """,
        """
        [{"role":"assistant","content":null,"tool_calls":[
           {"id":"a","type":"function","function":{"name":"shell","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"computer","arguments":"{\"actions\":[{\"type\":\"wait\"}]}"}},
           {"id":"c","type":"function","function":{"name":"tool_search","arguments":"{\"query\":\"q\"}"}},{"id":"d","type":"function","function":{"name":"d","arguments":"{\"input\":\"\"}"}}]},
         {"role":"tool","tool_call_id":"a","content":"[{\"stdout\":\"s\"}]"},{"role":"tool","tool_call_id":"b","content":[{"type":"image_url","image_url":{"url":"u"}}]},
         {"role":"tool","tool_call_id":"c","content":"[]"},{"role":"tool","tool_call_id":"d","content":[{"type":"text","text":"t"},{"type":"image_url","image_url":{"url":"u","detail":"high"}}]}]
        """);

    [Theory]
    [InlineData("""{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"cats"}}""", "I searched the web for: cats")]
    [InlineData("""{"type":"web_search_call","action":{"type":"search","queries":["cats","dogs"],"query":"cats"}}""", "I searched the web for: cats; dogs")]
    [InlineData("""{"type":"web_search_call","action":{"type":"open_page","url":"u"}}""", "I opened the page u")]
    [InlineData("""{"type":"web_search_call","action":{"type":"find_in_page","url":"u","pattern":"p"}}""", "I looked for \"p\" in the page u")]
    [InlineData("""{"type":"file_search_call","queries":["q"],"results":[{"filename":"a.md","text":"t"}]}""", "I searched the files for: q\nWhat was found:\na.md: t")]
    [InlineData("""{"type":"code_interpreter_call","code":"print(1)","outputs":[{"type":"logs","logs":"1"},{"type":"image","url":"u"}]}""", "I ran this code:\nprint(1)\nIt printed:\n1")]
    [InlineData("""{"type":"image_generation_call","result":"AA==","revised_prompt":"a cat"}""", "I made an image: a cat")]
    [InlineData("""{"type":"mcp_call","server_label":"s","name":"f","arguments":"{}","output":"x"}""", "I called f of s with {}.\nIt returned:\nx")]
    [InlineData("""{"type":"mcp_call","server_label":"s","name":"f","arguments":"{}","error":{"code":5}}""", "I called f of s with {}.\nIt failed:\n{\"code\":5}")]
    [InlineData("""{"type":"mcp_tool_call","server":"s","tool":"f","arguments":{},"result":{"a":1}}""", "I called f of s with {}.\nIt returned:\n{\"a\":1}")]
    [InlineData("""{"type":"mcp_approval_request","server_label":"s","name":"f","arguments":"{}"}""", "I asked whether I may call f of s with {}.")]
    [InlineData("""{"type":"program","call_id":"c","code":"go()","fingerprint":"z"}""", "I ran this program:\ngo()")]
    [InlineData("""{"type":"program_output","call_id":"c","result":"r"}""", "The program's result:\nr")]
    [InlineData("""{"type":"compaction","summary":[{"type":"summary_text","text":"short"}]}""", "What was said before, in short:\nshort")]
    [InlineData("""{"type":"compaction","encrypted_content":"sealed"}""", null)]
    [InlineData("""{"type":"web_search_call","status":"completed"}""", null)]
    [InlineData("""{"type":"image_generation_call","result":"AA=="}""", null)]
    [InlineData("""{"type":"mcp_list_tools","server_label":"s","tools":[]}""", null)]
    [InlineData("""{"type":"configuration_update","reasoning":{"effort":"low"}}""", null)]
    [InlineData("""{"type":"additional_tools","tools":[]}""", null)]
    [InlineData("""{"type":"tool_search_call","call_id":null,"execution":"server","arguments":{}},{"type":"tool_search_output","call_id":null,"tools":[]}""", null)]
    public void Items_of_hosted_tools_are_described_or_left_out(string item, string? told)
    {
        var text = told is null ? "Done." : $"{told}\n\nDone.";

        Requests.Messages($$"""[{{item}},{"role":"assistant","content":"Done."}]""", $$"""[{"role":"assistant","content":{{JsonValue.Create(text).ToJsonString()}}}]""");
    }

    [Theory]
    [InlineData("""{"type":"mcp_approval_response","approval_request_id":"a","approve":true}""", "You may make the call.")]
    [InlineData("""{"type":"mcp_approval_response","approval_request_id":"a","approve":false,"reason":"No."}""", "You may not make the call.\nNo.")]
    [InlineData("""{"type":"agent_message","author":"/root","recipient":"/root/a","content":[{"type":"input_text","text":"Go."},{"type":"encrypted_content","encrypted_content":"z"}]}""", "/root says to /root/a:\nGo.")]
    public void Items_of_other_authors_become_user_messages(string item, string told) =>
        Requests.Messages($"[{item}]", $$"""[{"role":"user","content":{{JsonValue.Create(told).ToJsonString()}}}]""");

    [Fact]
    public void Description_keeps_its_place() => Requests.Messages(
        """
        [{"type":"reasoning","content":[{"type":"reasoning_text","text":"Search."}]},{"type":"web_search_call","action":{"type":"search","query":"a"}},
         {"type":"reasoning","content":[{"type":"reasoning_text","text":" Again."}]},{"type":"web_search_call","action":{"type":"search","query":"b"}},
         {"role":"assistant","content":"Found."},{"type":"web_search_call","action":{"type":"search","query":"c"}},{"role":"user","content":"Go on"}]
        """,
        """
        [{"role":"assistant","reasoning_content":"Search. Again.","content":"I searched the web for: a\n\nI searched the web for: b\n\nFound."},
         {"role":"assistant","content":"I searched the web for: c"},{"role":"user","content":"Go on"}]
        """);

    [Fact]
    public void Encrypted_reasoning_is_decrypted_by_the_option()
    {
        const string input = """
            [{"type":"reasoning","summary":[{"type":"summary_text","text":"S"}],"content":[{"type":"reasoning_text","text":"C"}],"encrypted_content":"mine"},{"role":"assistant","content":"1"},
             {"type":"reasoning","summary":[{"type":"summary_text","text":"S"}],"content":[{"type":"reasoning_text","text":"C"}],"encrypted_content":"theirs"},{"role":"assistant","content":"2"},
             {"type":"reasoning","summary":[{"type":"summary_text","text":"S"}],"content":null,"encrypted_content":"theirs"},{"role":"assistant","content":"3"},
             {"type":"reasoning","summary":[],"encrypted_content":"theirs"},{"role":"assistant","content":"4"},
             {"type":"compaction","encrypted_content":"mine"},{"role":"user","content":"5"}]
            """;

        Requests.Messages(
            input,
            """
            [{"role":"assistant","reasoning_content":"opened","content":"1"},{"role":"assistant","reasoning_content":"C","content":"2"},
             {"role":"assistant","reasoning_content":"S","content":"3"},{"role":"assistant","content":"4"},
             {"role":"assistant","content":"What was said before, in short:\nopened"},{"role":"user","content":"5"}]
            """,
            new() { OpenReasoning = content => content == "mine" ? "opened" : null });
    }

    [Fact]
    public void Unknown_members_of_items_are_left_out() => Requests.Messages(
        """
        [{"type":"message","role":"user","content":[{"type":"input_text","text":"a","prompt_cache_breakpoint":{}}],"internal_chat_message_metadata_passthrough":{"turn_id":"t"}},
         {"type":"message","role":"assistant","phase":"commentary","content":[{"type":"output_text","text":"b","annotations":[{"type":"url_citation"}],"logprobs":[],"parsed":{}}]}]
        """,
        """[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]""");
}
