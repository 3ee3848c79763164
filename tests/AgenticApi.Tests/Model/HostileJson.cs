using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgenticApi.Tests.Model;

/// <summary>JSON that no server should send, for every member of a model class. Each char is a byte, to allow invalid UTF-8.</summary>
internal static partial class HostileJson
{
    public static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = int.MaxValue };

    /// <summary>Valid and invalid values of every type.</summary>
    public static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "5", "1.5", "-1", "1e3", "1e308", "1e999", "-1e999", "1e99999999999999999999", "1e-99999999999999999999",
        "9223372036854775807", "9223372036854775808", "253402300799", "253402300800", "-62135596800", "-62135596801",
        new string('9', 400), "0." + new string('3', 400),
        "\"\"", "\"text\"", """ "\ud800" """, """ "\udc00\ud800" """, """ "a\ud83d\ude00" """, "\"\xff\xfe\"", "\"\xed\xa0\x80\"", """ "\u0000\n\/" """,
        "[]", "[[]]", "{}", "[null]", """[1,"x",true,null,{},[]]""", """["\ud800"]""", "[\"\xff\"]", """[{"type":5}]""", """[{"\ud800":1}]""",
        """{"\ud800":1}""", """{"\ud800":{"\udc00":[]}}""", "{\"\xff\":1}", """{"a":1,"a":2}""", """{"type":"\ud800","id":"\ud800"}""",
        """[{"type":"output_text","text":"\ud800"},{"type":"output_text","text":5},{"type":"summary_text","text":null},{"type":"reasoning_text"}]""",
        """{"cached_tokens":1e999,"reasoning_tokens":"x","\ud800":1}""",
        string.Concat(Enumerable.Repeat("[", 520)) + string.Concat(Enumerable.Repeat("]", 520)),
        string.Concat(Enumerable.Repeat("""{"a":""", 520)) + "1" + new string('}', 520),
    ];

    /// <summary>Values in place of an object.</summary>
    public static IEnumerable<JsonElement> Roots => Values.Select(Parse).Prepend(default);

    /// <summary>Objects in which a member has this value: alone, with an escaped name, twice, and among invalid names.</summary>
    public static IEnumerable<string> Objects(string name, string value)
    {
        yield return $$"""{"{{name}}":{{value}}}""";
        yield return $$"""{"type":"message","{{Escaped(name)}}":{{value}} , "id":"x"}""";
        yield return $$"""{"{{name}}":null,"{{Escaped(name)}}":{{value}},"{{name}}":{{value}}}""";
        yield return $$"""{"\ud800":1,"{{name}}":{{value}},"{{name[..1]}}\udc00":2,"\u00":3}""".Replace("\\u00\"", "\\u0000\"", StringComparison.Ordinal);
        yield return $$"""{"{{'\xff'}}":{{value}},"{{name}}{{'\xff'}}":1,"{{name}}":{{value}},"{{name}}\ud800":2}""";
    }

    public static JsonElement Parse(string json) => JsonElement.Parse(Encoding.Latin1.GetBytes(json), AnyDepth);

    /// <summary>Returns the name with all letters escaped.</summary>
    public static string Escaped(string name) => string.Concat(name.Select(letter => $"\\u{(int)letter:X4}"));

    /// <summary>Returns the wire name of a property.</summary>
    public static string WireName(string property) => WordStart().Replace(property, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
