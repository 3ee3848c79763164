using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls in Qwen's XML.</summary>
public class XmlToolCallBlockTests
{
    private const string Tools = """
        [{"type":"function","name":"f","parameters":{"type":"object","properties":{
          "s":{"type":"string"},"n":{"type":"integer"},"b":{"type":"boolean"},"o":{"type":"object"},"m":{"type":["string","null"]},"any":{"description":"x"}}}},
         {"type":"web_search"}]
        """;

    [Theory]
    [InlineData("s", "12", "\"12\"")]
    [InlineData("s", "", "\"\"")]
    [InlineData("s", "\na\n  b\"\n\n", "\"a\\n  b\\\"\\n\"")]
    [InlineData("s", "\r\na\r\n", "\"a\"")]
    [InlineData("s", "null", "\"null\"")]
    [InlineData("n", "\n12\n", "12")]
    [InlineData("n", "twelve", "\"twelve\"")]
    [InlineData("b", "True", "true")]
    [InlineData("o", "{\"a\": [1]}", "{\"a\": [1]}")]
    [InlineData("m", "null", "null")]
    [InlineData("m", "12", "\"12\"")]
    [InlineData("any", "[1]", "[1]")]
    [InlineData("unknown", "12", "\"12\"")]
    [InlineData("s", "a</parameter> b</tool_call>", "\"a</parameter> b</tool_call>\"")]
    public void Value_is_what_the_tool_declares(string key, string value, string json) => ModelTextParserTests.Check(
        () => [new XmlToolCallBlock()],
        $"<tool_call>\n<function=f>\n<parameter={key}>{value}</parameter>\n</function>\n</tool_call>",
        $"call 0:f({{\"{key}\":{json}}})",
        Options());

    [Theory]
    [InlineData("<tool_call><function=f><parameter=n>1</parameter><parameter=s>a</parameter></function></tool_call>b", "call 0:f({\"n\":1,\"s\":\"a\"})|text:b")]
    [InlineData("<tool_call> <function=g> </function> </tool_call>", "call 0:g({})")]
    [InlineData("<tool_call><function=></function></tool_call>", "text:<tool_call><function=></function></tool_call>")]
    [InlineData("<tool_call><function=f</function></tool_call>", "text:<tool_call><function=f</function></tool_call>")]
    [InlineData("<tool_call><function=f>text</function></tool_call>b", "call 0:f(text</function>!|text:b")]
    [InlineData("<tool_call><function=f><parameter=s>open", "call 0:f({\"s\":\"open…")]
    [InlineData("<tool_call><function=f></function>", "call 0:f({})")]
    [InlineData("<function=f></function>", "call 0:f({})")]
    public void Call_begins_with_its_name_and_says_how_it_ended(string text, string expected) => ModelTextParserTests.Check(() => [new XmlToolCallBlock()], text, expected, Options());

    private static ModelTextParserOptions Options() => new() { Request = JsonElement.Parse($$"""{"tools":{{Tools}}}""") };
}
