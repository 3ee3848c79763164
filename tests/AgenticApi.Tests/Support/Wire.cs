using System.Text.Json;

namespace AgenticApi.Tests.Support;

/// <summary>Creates events as servers send them.</summary>
internal static class Wire
{
    public const string Created = """{"type":"response.created","response":{"id":"resp_1","object":"response","created_at":1,"status":"in_progress","model":"m","output":[]}}""";

    public static readonly string InProgress = Created.Replace("response.created", "response.in_progress", StringComparison.Ordinal);

    public static string Completed(params string[] output) => Terminal("completed", output);

    public static string Terminal(string status, params string[] output) =>
        $$$"""{"type":"response.{{{status}}}","response":{"id":"resp_1","object":"response","created_at":1,"status":"{{{status}}}","model":"m","output":[{{{string.Join(',', output)}}}]}}""";

    public static string Added(int index, string item) => $$"""{"type":"response.output_item.added","item":{{item}},"output_index":{{index}} }""";

    public static string Done(int index, string item) => $$"""{"type":"response.output_item.done","item":{{item}},"output_index":{{index}} }""";

    public static string Call(string id, string callId, string name, string arguments = "", string status = "in_progress") =>
        $$"""{"type":"function_call","id":"{{id}}","call_id":"{{callId}}","name":"{{name}}","arguments":{{Quote(arguments)}},"status":"{{status}}"}""";

    public static string Message(string id, string text, string status = "completed") =>
        $$"""{"type":"message","id":"{{id}}","role":"assistant","status":"{{status}}","content":[{{TextPart(text)}}]}""";

    public static string EmptyMessage(string id) => $$"""{"type":"message","id":"{{id}}","role":"assistant","status":"in_progress","content":[]}""";

    public static string TextPart(string text) => $$"""{"type":"output_text","text":{{Quote(text)}},"annotations":[]}""";

    public static string Arguments(int index, string delta, string id = "") =>
        $$"""{"type":"response.function_call_arguments.delta","output_index":{{index}},"item_id":"{{id}}","delta":{{Quote(delta)}} }""";

    public static string ArgumentsDone(int index, string arguments, string id = "", string more = "") =>
        $$"""{"type":"response.function_call_arguments.done","output_index":{{index}},"item_id":"{{id}}","arguments":{{Quote(arguments)}}{{more}} }""";

    public static string PartAdded(int index, int content = 0, string id = "") =>
        $$"""{"type":"response.content_part.added","output_index":{{index}},"item_id":"{{id}}","content_index":{{content}},"part":{{TextPart("")}} }""";

    public static string PartDone(int index, string text, int content = 0, string id = "") =>
        $$"""{"type":"response.content_part.done","output_index":{{index}},"item_id":"{{id}}","content_index":{{content}},"part":{{TextPart(text)}} }""";

    public static string Text(int index, string delta, int content = 0, string id = "") =>
        $$"""{"type":"response.output_text.delta","output_index":{{index}},"item_id":"{{id}}","content_index":{{content}},"delta":{{Quote(delta)}} }""";

    public static string TextDone(int index, string text, int content = 0, string id = "") =>
        $$"""{"type":"response.output_text.done","output_index":{{index}},"item_id":"{{id}}","content_index":{{content}},"text":{{Quote(text)}} }""";

    public static string Reasoning(int index, string delta, string id = "") =>
        $$"""{"type":"response.reasoning_text.delta","output_index":{{index}},"item_id":"{{id}}","content_index":0,"delta":{{Quote(delta)}} }""";

    /// <summary>Returns the event with a sequence number.</summary>
    public static string Numbered(int number, string json) => json[..^1] + $",\"sequence_number\":{number}}}";

    public static string Quote(string text) => JsonSerializer.Serialize(text);
}
