namespace AgenticApi.Tests.Support;

public static partial class MalformedRequests
{
    private static IEnumerable<(string Name, string Body, string? Param)> Items() =>
    [
        Item("5", ""), Item("\"hi\"", ""), Item("null", ""), Item("[]", ""), Item("{}", ".type"), Item("""{"content":"hi"}""", ".type"), Item("""{"type":5}""", ".type"),
        Item("""{"type":"thought"}""", ".type"), Item("""{"type":""}""", ".type"), Item("""{"type":"compaction_trigger"}""", ".type"),
        Item("""{"type":"item_reference","id":"msg_1"}""", ".id"), Item("""{"id":"msg_1"}""", ".id"), Item("""{"type":"item_reference"}""", ".type"),
        Item("""{"type":"message","role":"user","content":"a","id":5}""", ".id"),
        Item("""{"type":"message","role":"user","content":"a","status":5}""", ".status"),
        Item("""{"type":"message","content":"a"}""", ".role"),
        Item("""{"role":5,"content":"a"}""", ".role"),
        Item("""{"role":"king","content":"a"}""", ".role"),
        Item("""{"role":"tool","content":"a"}""", ".role"),
        Item("""{"role":"user"}""", ".content"), Item("""{"role":"user","content":null}""", ".content"), Item("""{"role":"user","content":5}""", ".content"),
        Item("""{"role":"user","content":{}}""", ".content"), Item("""{"role":"assistant","content":5}""", ".content"), Item("""{"role":"assistant"}""", ".content"),
        Item("""{"role":"system","content":5}""", ".content"), Item("""{"role":"developer","content":{}}""", ".content"),
        Item("""{"type":"reasoning","summary":"a"}""", ".summary"), Item("""{"type":"reasoning","summary":[5]}""", ".summary[0]"),
        Item("""{"type":"reasoning","summary":[{"type":"summary_text"}]}""", ".summary[0].text"),
        Item("""{"type":"reasoning","content":"a"}""", ".content"), Item("""{"type":"reasoning","content":[{"text":5}]}""", ".content[0].text"),
        Item("""{"type":"reasoning","summary":[],"encrypted_content":5}""", ".encrypted_content"),
        Item("""{"type":"function_call","name":"f","arguments":"{}"}""", ".call_id"),
        Item("""{"type":"function_call","call_id":5,"name":"f","arguments":"{}"}""", ".call_id"),
        Item("""{"type":"function_call","call_id":"","name":"f","arguments":"{}"}""", ".call_id"),
        Item($$$"""{"type":"function_call","call_id":"c","arguments":"{}"},{{{Output}}}""", ".name"),
        Item($$$"""{"type":"function_call","call_id":"c","name":"","arguments":"{}"},{{{Output}}}""", ".name"),
        Item($$$"""{"type":"function_call","call_id":"c","name":5,"arguments":"{}"},{{{Output}}}""", ".name"),
        Item($$$"""{"type":"function_call","call_id":"c","name":"f"},{{{Output}}}""", ".arguments"),
        Item($$$"""{"type":"function_call","call_id":"c","name":"f","arguments":{}},{{{Output}}}""", ".arguments"),
        Item($$$"""{"type":"function_call","call_id":"c","name":"f","arguments":"{}","namespace":5},{{{Output}}}""", ".namespace"),
        Item("""{"type":"function_call_output","output":"x"}""", ".call_id"), Item("""{"type":"function_call_output","call_id":5,"output":"x"}""", ".call_id"),
        Item($$$"""{{{Call}}},{"type":"function_call_output","call_id":"c"}""", ".output", 2), Item($$$"""{{{Call}}},{"type":"function_call_output","call_id":"c","output":null}""", ".output", 2),
        Item($$$"""{{{Call}}},{"type":"function_call_output","call_id":"c","output":5}""", ".output", 2), Item($$$"""{{{Call}}},{"type":"function_call_output","call_id":"c","output":{}}""", ".output", 2),
        Item($$$"""{{{Call}}},{"type":"function_call_output","call_id":"c","output":["a"]}""", ".output[0]", 2),
        Item($$$"""{{{Call}}},{"type":"function_call_output","call_id":"c","output":[{"type":"video"}]}""", ".output[0].type", 2),
        Item("""{"type":"custom_tool_call","call_id":"c","name":"f"},{"type":"custom_tool_call_output","call_id":"c","output":"x"}""", ".input"),
        Item("""{"type":"custom_tool_call","call_id":"c","name":"f","input":{}},{"type":"custom_tool_call_output","call_id":"c","output":"x"}""", ".input"),
        Item("""{"type":"custom_tool_call","call_id":"c","input":"a"},{"type":"custom_tool_call_output","call_id":"c","output":"x"}""", ".name"),
        Item("""{"type":"local_shell_call","call_id":"c","action":"ls"},{"type":"local_shell_call_output","call_id":"c","output":"x"}""", ".action"),
        Item("""{"type":"local_shell_call","call_id":"c","action":{}},{"type":"local_shell_call_output","call_id":"c","output":[]}""", ".output", 2),
        Item("""{"type":"shell_call","call_id":"c","action":{}},{"type":"shell_call_output","call_id":"c","output":5}""", ".output", 2),
        Item("""{"type":"apply_patch_call","call_id":"c"},{"type":"apply_patch_call_output","call_id":"c","status":"completed"}""", ".operation"),
        Item("""{"type":"apply_patch_call","call_id":"c","operation":{}},{"type":"apply_patch_call_output","call_id":"c"}""", ".status", 2),
        Item("""{"type":"computer_call","call_id":"c","action":{}},{"type":"computer_call_output","call_id":"c","output":{"type":"computer_screenshot"}}""", ".output.image_url", 2),
        Item("""{"type":"computer_call","call_id":"c","action":{}},{"type":"computer_call_output","call_id":"c","output":{"file_id":"f"}}""", ".output.file_id", 2),
        Item("""{"type":"web_search_call","action":"search"}""", ".action"), Item("""{"type":"web_search_call","action":{"type":"search","query":5}}""", ".action.query"),
        Item("""{"type":"file_search_call","queries":"a"}""", ".queries"), Item("""{"type":"file_search_call","queries":["a"],"results":{}}""", ".results"),
        Item("""{"type":"code_interpreter_call","code":5}""", ".code"), Item("""{"type":"mcp_call","server_label":"s","arguments":"{}"}""", ".name"),
        Item("""{"type":"mcp_approval_response","approval_request_id":"a"}""", ".approve"), Item("""{"type":"additional_tools","tools":{}}""", ".tools"),
        Item("""{"type":"additional_tools","tools":[{"type":"function"}]}""", ".tools[0].name"), Item("""{"type":"additional_tools","tools":[{"type":"web_search"}]}""", ".tools[0].type"),
    ];

    private static IEnumerable<(string Name, string Body, string? Param)> Parts() =>
    [
        Part("5", ""), Part("\"a\"", ""), Part("{}", ".type"), Part("""{"type":"input_video"}""", ".type"), Part("""{"type":"refusal","refusal":"no"}""", ".type"),
        Part("""{"type":"input_text"}""", ".text"), Part("""{"type":"input_text","text":5}""", ".text"), Part("""{"text":"a"}""", ".type"),
        Part("""{"type":"input_image"}""", ".image_url"), Part("""{"type":"input_image","image_url":{"url":"u"}}""", ".image_url"), Part("""{"type":"input_image","image_url":""}""", ".image_url"),
        Part("""{"type":"input_image","file_id":"file_1"}""", ".file_id"), Part("""{"type":"input_image","image_url":"u","detail":"best"}""", ".detail"),
        Part("""{"type":"input_file"}""", ".file_data"), Part("""{"type":"input_file","file_url":"u"}""", ".file_url"), Part("""{"type":"input_file","file_id":"file_1"}""", ".file_id"),
        Part("""{"type":"input_file","file_data":5}""", ".file_data"), Part("""{"type":"input_file","file_data":"d","filename":5}""", ".filename"),
        Part("""{"type":"input_audio"}""", ".input_audio"), Part("""{"type":"input_audio","input_audio":{"format":"wav"}}""", ".input_audio.data"),
        Part("""{"type":"input_audio","input_audio":{"data":"d"}}""", ".input_audio.format"),
        Item("""{"role":"assistant","content":[{"type":"input_image","image_url":"u"}]}""", ".content[0].type"), Item("""{"role":"assistant","content":[{"type":"refusal"}]}""", ".content[0].refusal"),
        Item("""{"role":"system","content":[{"type":"input_image","image_url":"u"}]}""", ".content[0].type"), Item("""{"role":"developer","content":["a"]}""", ".content[0]"),
    ];

    private static IEnumerable<(string Name, string Body, string? Param)> Histories() =>
    [
        Item(Output, ".call_id"),
        Item($"{Output},{Call}", ".call_id"),
        Item(Call, ".call_id"),
        Item($$$"""{{{Call}}},{"role":"user","content":"Well?"}""", ".call_id"),
        Item($"{Call},{Output},{Output}", ".call_id", 3),
        Item($"{Call},{Call},{Output}", ".call_id", 2),
        Item($$$"""{{{Call}}},{"type":"custom_tool_call","call_id":"c","name":"g","input":""},{{{Output}}}""", ".call_id", 2),
        Item($$$"""{{{Call}}},{"type":"custom_tool_call_output","call_id":"c","output":"x"}""", ".call_id", 2),
        Item($$$"""{"type":"function_call","call_id":"d","name":"g","arguments":"{}"},{{{Call}}},{{{Output}}}""", ".call_id"),
        Item("""{"type":"custom_tool_call","call_id":"c","name":"g","input":""}""", ".call_id"),
        Item("""{"type":"custom_tool_call_output","call_id":"c","output":"x"}""", ".call_id"),
        Item("""{"type":"local_shell_call","id":"lsh_1","action":{}}""", ".id"),
        Item("""{"type":"local_shell_call_output","id":"lsh_1","output":"x"}""", ".id"),
        Item("""{"type":"shell_call_output","call_id":"c","output":[]}""", ".call_id"),
        Item("""{"role":"user","content":"a","id":"msg_1"},{"role":"user","content":"b","id":"msg_1"}""", ".id", 2),
        Item("""{"type":"reasoning","summary":[],"id":"rs_1"},{"role":"user","content":"b"},{"type":"reasoning","summary":[],"id":"rs_1"}""", ".id", 3),
    ];

    private static (string Name, string Body, string? Param) Item(string items, string param, int index = 1) =>
        // Behind a good one, so that the place is not the first.
        ($"input: {items}", $$$"""{"model":"m","input":[{"role":"user","content":"hi"},{{{items}}}]}""", $"input[{index}]{param}");

    private static (string Name, string Body, string? Param) Part(string part, string param)
    {
        var (name, body, _) = Item($$$"""{"role":"user","content":[{"type":"input_text","text":"See"},{{{part}}}]}""", "");
        return (name, body, $"input[1].content[1]{param}");
    }
}
