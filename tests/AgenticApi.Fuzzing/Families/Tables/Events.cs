using System.Text;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Events as the wire has them, for inputs that are made of many.</summary>
internal static class Events
{
    public const string Created = """{"type":"response.created","response":{"id":"resp_1","object":"response","created_at":1,"status":"in_progress","model":"m","output":[]}}""";

    public const string Message = """{"type":"message","id":"i0","role":"assistant","status":"in_progress","content":[]}""";

    /// <summary>The parts that an item may have, and the items that a response may have, with some room to the limit.</summary>
    public const int Many = 9_900;

    /// <summary>An event of some type; <paramref name="members"/> begins with a comma.</summary>
    public static string Of(string type, string members) => "{\"type\":\"response." + type + "\"" + members + "}";

    public static string Envelope(string type, string members) => Of(type, ",\"response\":{\"id\":\"resp_1\",\"object\":\"response\"" + members + "}");

    public static string Completed(string output) => Envelope("completed", ",\"status\":\"completed\",\"output\":[" + output + "]");

    public static string Added(int index, string item) => Of("output_item.added", $",\"output_index\":{index},\"item\":{item}");

    public static string Done(int index, string item) => Of("output_item.done", $",\"output_index\":{index},\"item\":{item}");

    public static string Text(string delta, int part = 0, int index = 0, string id = "i0") =>
        Of("output_text.delta", $",\"output_index\":{index},\"item_id\":\"{id}\",\"content_index\":{part},\"delta\":\"{delta}\"");

    public static string TextDone(string text, int part = 0, int index = 0, string id = "i0") =>
        Of("output_text.done", $",\"output_index\":{index},\"item_id\":\"{id}\",\"content_index\":{part},\"text\":\"{text}\"");

    /// <summary>An event about a part of the first item.</summary>
    public static string Part(string type, int part, string members) =>
        Of(type, $",\"output_index\":0,\"item_id\":\"i0\",\"content_index\":{part}{members}");

    public static string TextPart(string text, string more = "") => "{\"type\":\"output_text\",\"text\":\"" + text + "\",\"annotations\":[]" + more + "}";

    public static string MessageOf(string id, string text, string content = "") =>
        $"{{\"type\":\"message\",\"id\":\"{id}\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{(content.Length > 0 ? content : TextPart(text))}]}}";

    public static string Call(string id, string callId, string arguments, string status = "completed") =>
        $"{{\"type\":\"function_call\",\"id\":\"{id}\",\"call_id\":\"{callId}\",\"name\":\"f\",\"arguments\":\"{arguments}\",\"status\":\"{status}\"}}";

    /// <summary>As many letters.</summary>
    public static string Pad(int length) => new('x', Math.Max(length, 0));

    /// <summary>What a function gives for 0 to <paramref name="count"/> - 1, with commas between.</summary>
    public static string List(int count, Func<int, string> next, bool reversed = false)
    {
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(i > 0 ? "," : "").Append(next(reversed ? count - 1 - i : i));
        }

        return text.ToString();
    }

    /// <summary>The same with a comma before the first.</summary>
    public static string More(int count, Func<int, string> next, bool reversed = false) => count > 0 ? "," + List(count, next, reversed) : "";
}
