namespace AgenticApi.Tests.Support;

public static partial class MalformedRequests
{
    private const string Two = """{"type":"function","name":"f"},{"type":"custom","name":"c"}""";

    private static IEnumerable<(string Name, string Body, string? Param)> Tools() =>
    [
        Setting("tools", "{}"), Setting("tools", "\"f\""), Setting("tools", "5"),
        Tool("5", ""), Tool("null", ""), Tool("[]", ""), Tool("{}", ".type"), Tool("""{"type":5}""", ".type"), Tool("""{"type":""}""", ".type"), Tool("""{"name":"f"}""", ".type"),
        Tool("""{"type":"function"}""", ".name"),
        Tool("""{"type":"function","name":null}""", ".name"),
        Tool("""{"type":"function","name":""}""", ".name"),
        Tool("""{"type":"function","name":5}""", ".name"),
        Tool("""{"type":"function","name":"a b"}""", ".name"),
        Tool("""{"type":"function","name":"a.b"}""", ".name"),
        Tool($$"""{"type":"function","name":"{{new string('a', 65)}}"}""", ".name"),
        Tool("""{"type":"function","name":"\ud83d"}""", ".name"),
        Tool("""{"type":"function","function":{"name":"f","parameters":{}}}""", ".name"),
        Tool("""{"type":"function","name":"f","function":{"name":"f"}}""", ".name"),
        Tool("""{"type":"function","name":"f","description":5}""", ".description"),
        Tool("""{"type":"function","name":"f","parameters":"{}"}""", ".parameters"),
        Tool("""{"type":"function","name":"f","parameters":[]}""", ".parameters"),
        Tool("""{"type":"function","name":"f","strict":"yes"}""", ".strict"),
        Tool("""{"type":"function","name":"f","input_schema":{}}""", ".input_schema"),
        Tool("""{"type":"function","name":"f","defer_loading":1}""", ".defer_loading"),
        Tool("""{"type":"function","name":"f","allowed_callers":[1]}""", ".allowed_callers[0]"),
        Tool("""{"type":"function","name":"f"},{"type":"function","name":"f"}""", ".name", 2),
        Tool("""{"type":"function","name":"f"},{"type":"custom","name":"f"}""", ".name", 2),
        Tool("""{"type":"custom"}""", ".name"),
        Tool("""{"type":"custom","name":"a b"}""", ".name"),
        Tool("""{"type":"custom","name":"c","parameters":{}}""", ".parameters"),
        Tool("""{"type":"custom","name":"c","format":"text"}""", ".format"),
        Tool("""{"type":"custom","name":"c","format":{}}""", ".format.type"),
        Tool("""{"type":"custom","name":"c","format":{"type":"json"}}""", ".format.type"),
        Tool("""{"type":"custom","name":"c","format":{"type":"grammar"}}""", ".format.syntax"),
        Tool("""{"type":"custom","name":"c","format":{"type":"grammar","syntax":"bnf","definition":"a"}}""", ".format.syntax"),
        Tool("""{"type":"custom","name":"c","format":{"type":"grammar","syntax":"lark"}}""", ".format.definition"),
        Tool("""{"type":"custom","name":"c","format":{"type":"grammar","syntax":"lark","definition":5}}""", ".format.definition"),
        Tool("""{"type":"namespace","tools":[]}""", ".name"),
        Tool("""{"type":"namespace","name":"n"}""", ".tools"),
        Tool("""{"type":"namespace","name":"n","tools":{}}""", ".tools"),
        Tool("""{"type":"namespace","name":"n","description":5,"tools":[]}""", ".description"),
        Tool("""{"type":"namespace","name":"n","tools":[5]}""", ".tools[0]"),
        Tool("""{"type":"namespace","name":"n","tools":[{"type":"function"}]}""", ".tools[0].name"),
        Tool("""{"type":"namespace","name":"n","tools":[{"type":"function","name":"a"},{"type":"function","name":"a"}]}""", ".tools[1].name"),
        Tool("""{"type":"namespace","name":"n","tools":[{"type":"namespace","name":"m","tools":[]}]}""", ".tools[0].type"),
        Tool("""{"type":"namespace","name":"n","tools":[{"type":"web_search"}]}""", ".tools[0].type"),
        .. "web_search web_search_preview file_search code_interpreter mcp image_generation local_shell shell apply_patch computer_use_preview tool_search retrieval".Split(' ')
            .Select(type => Tool($$"""{"type":"{{type}}"}""", ".type")),
    ];

    private static IEnumerable<(string Name, string Body, string? Param)> Choices() =>
    [
        Choice("5", ""), Choice("[]", ""), Choice("true", ""), Choice("\"any\"", ""), Choice("{}", ".type"), Choice("""{"type":5}""", ".type"),
        Choice("""{"type":"web_search"}""", ".type"),
        Choice("""{"type":"mcp","server_label":"s"}""", ".type"),
        Choice("""{"type":"function"}""", ".name"),
        Choice("""{"type":"function","name":5}""", ".name"),
        Choice("""{"type":"function","name":"g"}""", ".name"),
        Choice("""{"type":"function","name":"c"}""", ".name"),
        Choice("""{"type":"custom","name":"f"}""", ".name"),
        Choice("""{"type":"function","name":"f","namespace":"n"}""", ".name"),
        Choice("""{"type":"function","name":"f","namespace":5}""", ".namespace"),
        Choice("""{"type":"function","function":{"name":"f"}}""", ".name"),
        Choice("""{"type":"allowed_tools","tools":[]}""", ".mode"),
        Choice("""{"type":"allowed_tools","mode":"none","tools":[]}""", ".mode"),
        Choice("""{"type":"allowed_tools","mode":"auto"}""", ".tools"),
        Choice("""{"type":"allowed_tools","mode":"auto","tools":{}}""", ".tools"),
        Choice("""{"type":"allowed_tools","mode":"required","tools":[]}""", ""),
        Choice("""{"type":"allowed_tools","mode":"auto","tools":["f"]}""", ".tools[0]"),
        Choice("""{"type":"allowed_tools","mode":"auto","tools":[{"name":"f"}]}""", ".tools[0].type"),
        Choice("""{"type":"allowed_tools","mode":"auto","tools":[{"type":"function"}]}""", ".tools[0].name"),
        Choice("""{"type":"allowed_tools","mode":"auto","tools":[{"type":"function","name":"f"},{"type":"function","name":"g"}]}""", ".tools[1].name"),
        Choice("""{"type":"allowed_tools","mode":"auto","tools":[{"type":"web_search"}]}""", ".tools[0].type"),
        Choice("""{"type":"allowed_tools","mode":"auto","tools":[{"type":"namespace","name":"n"}]}""", ".tools[0].name"),
        Setting("tool_choice", "\"required\""),
        Setting("tool_choice", """{"type":"function","name":"f"}""", "tool_choice.name"),
    ];

    private static (string Name, string Body, string? Param) Tool(string tools, string param, int count = 1)
    {
        // Behind a good one, so that the place is not the first.
        var (name, body, _) = Setting("tools", $$"""[{"type":"function","name":"good"},{{tools}}]""");
        return (name + tools, body, $"tools[{count}]{param}");
    }

    private static (string Name, string Body, string? Param) Choice(string choice, string param) =>
        ($"tool_choice: {choice}", $$$"""{"model":"m",{{{Hi}}},"tools":[{{{Two}}}],"tool_choice":{{{choice}}}}""", "tool_choice" + param);
}
