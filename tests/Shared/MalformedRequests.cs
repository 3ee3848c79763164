namespace AgenticApi.Tests.Support;

/// <summary>Requests for a response that are refused, with the place that the error names.</summary>
public static partial class MalformedRequests
{
    private const string Hi = "\"input\":\"hi\"";
    private const string Call = """{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}""";
    private const string Output = """{"type":"function_call_output","call_id":"c","output":"x"}""";

    /// <summary>All of them: a name for the case, the body, and the error's <c>param</c>, which is null where the fault is no member's.</summary>
    public static IReadOnlyList<(string Name, string Body, string? Param)> All { get; } =
        [.. Bodies(), .. Settings(), .. NestedSettings(), .. Tools(), .. Choices(), .. Items(), .. Parts(), .. Histories()];

    private static IEnumerable<(string Name, string Body, string? Param)> Bodies() =>
    [
        ("an array", "[]", null),
        ("a text", "\"hi\"", null),
        ("a number", "5", null),
        ("null", "null", null),
        ("nothing in it", "{}", "model"),
        ("no model", $$"""{{{Hi}}}""", "model"),
        ("null as model", $$"""{"model":null,{{Hi}}}""", "model"),
        ("an empty model", $$"""{"model":"",{{Hi}}}""", "model"),
        ("a number as model", $$"""{"model":5,{{Hi}}}""", "model"),
        ("an array as model", $$"""{"model":["m"],{{Hi}}}""", "model"),
        ("an object as model", $$"""{"model":{"id":"m"},{{Hi}}}""", "model"),
        ("no input", """{"model":"m"}""", "input"),
        ("null as input", """{"model":"m","input":null}""", "input"),
        ("a number as input", """{"model":"m","input":5}""", "input"),
        ("a boolean as input", """{"model":"m","input":true}""", "input"),
        ("an object as input", """{"model":"m","input":{"role":"user","content":"hi"}}""", "input"),
        ("the model twice, the last of a wrong type", $$"""{"model":"m",{{Hi}},"model":7}""", "model"),
    ];

    private static IEnumerable<(string Name, string Body, string? Param)> Settings() =>
    [
        Setting("temperature", "\"hot\""), Setting("temperature", "true"), Setting("temperature", "[1]"), Setting("temperature", "-0.1"), Setting("temperature", "2.1"),
        Setting("temperature", "1e99"), Setting("top_p", "\"1\""), Setting("top_p", "{}"), Setting("top_p", "-1"), Setting("top_p", "1.01"),
        Setting("max_output_tokens", "\"9\""), Setting("max_output_tokens", "1.5"), Setting("max_output_tokens", "0"), Setting("max_output_tokens", "-1"),
        Setting("max_output_tokens", "99999999999999999999"), Setting("max_output_tokens", "[]"), Setting("max_tool_calls", "\"1\""), Setting("max_tool_calls", "0"),
        Setting("top_logprobs", "21"), Setting("top_logprobs", "-1"), Setting("top_logprobs", "0.5"), Setting("top_logprobs", "true"),
        Setting("user", "5"), Setting("user", "{}"), Setting("safety_identifier", "5"), Setting("prompt_cache_key", "[]"), Setting("prompt_cache_retention", "24"),
        Setting("service_tier", "1"), Setting("truncation", "\"some\""), Setting("truncation", "true"), Setting("store", "\"yes\""), Setting("store", "1"),
        Setting("stream", "\"true\""), Setting("stream", "1"), Setting("background", "\"true\""), Setting("parallel_tool_calls", "\"no\""), Setting("parallel_tool_calls", "0"),
        Setting("metadata", "[]"), Setting("metadata", "\"a\""), Setting("instructions", "5"), Setting("instructions", "{}"), Setting("instructions", "true"),
        Setting("include", "\"reasoning.encrypted_content\""), Setting("include", "{}"), Setting("reasoning", "\"low\""), Setting("reasoning", "[]"),
        Setting("text", "\"json\""), Setting("text", "[]"), Setting("stream_options", "true"), Setting("stream_options", "[]"),
        Setting("previous_response_id", "5"), Setting("previous_response_id", "{}"), Setting("conversation", "5"), Setting("conversation", "[]"),
        Setting("prompt", "{\"id\":\"p\"}"), Setting("prompt", "\"p\""), Setting("context_management", "[{\"type\":\"compaction\"}]"), Setting("moderation", "{}"),
        Setting("multi_agent", "{\"enabled\":true}"), Setting("client_metadata", "\"me\""), Setting("client_metadata", "[]"), Setting("type", "\"session.update\""),
        Setting("seed", "\"1\""), Setting("seed", "1.5"), Setting("stop", "5"), Setting("top_k", "\"40\""), Setting("min_p", "2"), Setting("presence_penalty", "-3"),
        Setting("frequency_penalty", "\"1\""), Setting("logit_bias", "[]"), Setting("chat_template_kwargs", "\"a\""), Setting("guided_choice", "\"a\""),
        Setting("messages", "[]"), Setting("max_tokens", "5"), Setting("max_completion_tokens", "5"), Setting("response_format", "{\"type\":\"json_object\"}"),
        Setting("reasoning_effort", "\"low\""), Setting("verbosity", "\"low\""), Setting("functions", "[]"), Setting("function_call", "\"auto\""), Setting("logprobs", "true"),
        Setting("temprature", "1"), Setting("n", "2"), Setting("Model", "\"m\""), Setting("suffix", "\"s\""), Setting("", "1"),
    ];

    private static IEnumerable<(string Name, string Body, string? Param)> NestedSettings() =>
    [
        Setting("metadata", """{"a":5}""", "metadata.a"),
        Setting("metadata", """{"a":null}""", "metadata.a"),
        Setting("metadata", $$"""{"a":"{{new string('x', 513)}}"}""", "metadata.a"),
        Setting("metadata", $$"""{"{{new string('k', 65)}}":"a"}""", "metadata"),
        Setting("metadata", $"{{{string.Join(',', Enumerable.Range(0, 17).Select(i => $"\"{i}\":\"a\""))}}}", "metadata"),
        Setting("include", "[5]", "include[0]"),
        Setting("include", """["reasoning.encrypted_content",null]""", "include[1]"),
        Setting("stop", """["a",5]""", "stop[1]"),
        Setting("instructions", "[5]", "instructions[0]"),
        Setting("instructions", """[{"role":"developer"}]""", "instructions[0].content"),
        Setting("instructions", """[{"role":"developer","content":5}]""", "instructions[0].content"),
        Setting("instructions", """[{"type":"function_call","content":"a"}]""", "instructions[0].type"),
        Setting("instructions", """[{"role":"developer","content":[{"type":"input_image","image_url":"u"}]}]""", "instructions[0].content[0].type"),
        Setting("reasoning", """{"effort":5}""", "reasoning.effort"),
        Setting("reasoning", """{"effort":["low"]}""", "reasoning.effort"),
        Setting("reasoning", """{"summary":"long"}""", "reasoning.summary"),
        Setting("reasoning", """{"summary":true}""", "reasoning.summary"),
        Setting("reasoning", """{"budget":5}""", "reasoning.budget"),
        Setting("text", """{"verbosity":1}""", "text.verbosity"),
        Setting("text", """{"style":"short"}""", "text.style"),
        Setting("text", """{"format":"json"}""", "text.format"),
        Setting("text", """{"format":{}}""", "text.format.type"),
        Setting("text", """{"format":{"type":5}}""", "text.format.type"),
        Setting("text", """{"format":{"type":"xml"}}""", "text.format.type"),
        Setting("text", """{"format":{"type":"grammar"}}""", "text.format.type"),
        Setting("text", """{"format":{"type":"json_schema"}}""", "text.format.name"),
        Setting("text", """{"format":{"type":"json_schema","name":5,"schema":{}}}""", "text.format.name"),
        Setting("text", """{"format":{"type":"json_schema","name":"a b","schema":{}}}""", "text.format.name"),
        Setting("text", """{"format":{"type":"json_schema","name":"","schema":{}}}""", "text.format.name"),
        Setting("text", """{"format":{"type":"json_schema","name":"a"}}""", "text.format.schema"),
        Setting("text", """{"format":{"type":"json_schema","name":"a","schema":"s"}}""", "text.format.schema"),
        Setting("text", """{"format":{"type":"json_schema","name":"a","schema":{},"strict":"yes"}}""", "text.format.strict"),
        Setting("text", """{"format":{"type":"json_schema","json_schema":{"name":"a","schema":{}}}}""", "text.format.json_schema"),
        Setting("stream_options", """{"include_obfuscation":"no"}""", "stream_options.include_obfuscation"),
        Setting("stream_options", """{"include_usage":true}""", "stream_options.include_usage"),
        Setting("conversation", "{}", "conversation.id"),
        Setting("conversation", """{"id":5}""", "conversation.id"),
    ];

    private static (string Name, string Body, string? Param) Setting(string name, string value, string? param = null) =>
        ($"{name}: {(value.Length > 60 ? value[..60] : value)}", $$"""{"model":"m",{{Hi}},"{{name}}":{{value}}}""", param ?? name);
}
