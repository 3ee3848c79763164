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
    [InlineData("s", "a\n", "\"a\\n\"")]
    [InlineData("s", "a\r\nb\r\n", "\"a\\r\\nb\\r\\n\"")]
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
    public void Value_has_the_declared_type(string key, string value, string json) => ModelTextParserTests.Check(
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
    public void Call_begins_with_its_name_and_has_its_ending(string text, string expected) => ModelTextParserTests.Check(() => [new XmlToolCallBlock()], text, expected, Options());

    [Theory]
    [InlineData("<tool_call><function=f><parameter=s>a\n<parameter=n>1\n</function></tool_call>b", "call 0:f({\"s\":\"a\",\"n\":1})|text:b")]
    [InlineData("<tool_call><function=f>\n<parameter=s>\na\n</parameter>\n</tool_call>b", "call 0:f({\"s\":\"a\"})|text:b")]
    [InlineData("<tool_call><function=f><parameter=s>a</parameter></function>\n<tool_call><function=g></function></tool_call>", "call 0:f({\"s\":\"a\"})|call 1:g({})")]
    [InlineData("<tool_call><function=f></function>\n<function=g></function></tool_call>", "call 0:f({})|call 1:g({})")]
    [InlineData("<tool_call>\n<tool_call>\n<function=f>\n</function>\n</tool_call>\n</tool_call>b", "call 0:f({})|text:b")]
    [InlineData("<function=f>\n<parameter=s>\na\n</parameter>\n</function>\n</tool_call>b", "call 0:f({\"s\":\"a\"})|text:b")]
    [InlineData("<function=f><parameter=s>a</parameter></parameter></function> b", "call 0:f({\"s\":\"a\"})|text: b")]
    [InlineData("<tool_call><function=f><parameter=s>a</parameter></function>", "call 0:f({\"s\":\"a\"})")]
    [InlineData("<tool_call><function=f><parameter=s>a</parameter></function></tool_ca", "call 0:f({\"s\":\"a\"})")]
    [InlineData("<tool_call><function=f>{\"s\": \"a\"}</function></tool_call>b", "call 0:f({\"s\": \"a\"})|text:b")]
    [InlineData("The <function=name> tag", "text:The <function=name> tag")]
    [InlineData("Use <function=f> to look", "text:Use <function=f> to look")]
    [InlineData("<function=f>\n<param", "call 0:f(…")]
    [InlineData("The <tool_call> tag", "text:The <tool_call> tag")]
    public void Missing_or_repeated_tags_are_tolerated(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("<tool_call>\n<function=g>\n<parameter=s>\n1\n</parameter>\n</function>\n</tool_call>")]
    [InlineData("Use <tool_call> or <function=x> or <parameter=y>.")]
    [InlineData("<parameter=s>x</parameter>")]
    [InlineData("<function=g></function>")]
    [InlineData("</parameter> </function> </tool_call>")]
    [InlineData("a</parameter>\n<parameter=unknown>b")]
    [InlineData("a\n<parameter=unknown>b")]
    [InlineData("</function")]
    [InlineData("{\"name\":\"f\"}</tool_call><tool_call>")]
    public void Value_that_contains_tags_is_complete(string value)
    {
        var json = JsonStrings.Quote(value);

        Check($"<tool_call>\n<function=f>\n<parameter=s>\n{value}\n</parameter>\n<parameter=n>\n1\n</parameter>\n</function>\n</tool_call>b", $"call 0:f({{\"s\":{json},\"n\":1}})|text:b");
        Check($"<tool_call>\n<function=f>\n<parameter=s>\n{value}\n</parameter>\n</function>\n</tool_call>b", $"call 0:f({{\"s\":{json}}})|text:b");
    }

    [Theory]
    [InlineData("<tool_call>\n<function=g>\n<parameter=s>\n1\n</parameter>\n</function>\n</tool_call>")]
    [InlineData("</parameter>\n</function>\n text")]
    [InlineData("<tool_call>\n<function=g>\n<parameter=s>\n1\n</parameter>\n")]
    public void Value_that_contains_tags_and_is_cut_off_is_never_a_complete_call(string value)
    {
        var said = Parsed.Text(new(Options(), new XmlToolCallBlock()), $"<tool_call>\n<function=f>\n<parameter=s>\n{value}");

        said.Should().ContainSingle().Which.Should().StartWith("call 0:f({\"s\":\"").And.EndWith("…");
    }

    [Fact]
    public void Call_cut_anywhere_is_incomplete_and_no_tag_is_in_text_or_value()
    {
        const string Call = "<tool_call>\n<function=f>\n<parameter=s>\nab\n</parameter>\n<parameter=n>\n12\n</parameter>\n</function>";
        for (var length = "<tool_call>\n<f".Length; length < Call.Length; length++)
        {
            var said = Parsed.Text(new(Options(), new HermesToolCallBlock(), new XmlToolCallBlock()), "Hm.\n\n" + Call[..length]);

            said[0].Should().Be("text:Hm.");
            said.Should().HaveCount(2).And.Subject.Last().Should().StartWith("call 0:").And.EndWith("…").And.NotContain("<");
        }
    }

    [Fact]
    public void Other_tags_are_read() => ModelTextParserTests.Check(
        () => [new XmlToolCallBlock(new() { Opening = "<x:calls>", Closing = "</x:calls>", Function = "<invoke name=", FunctionEnd = "</invoke>", Parameter = "<p name=", ParameterEnd = "</p>" })],
        "a<x:calls>\n<invoke name=\"f\">\n<p name=\"s\">x</p>\n<p name='n' string=\"false\">7</p>\n<p name=\"o\" string=\"true\">7</p></invoke>\n</x:calls>b",
        "text:a|call 0:f({\"s\":\"x\",\"n\":7,\"o\":\"7\"})|text:b",
        Options());

    private static void Check(string text, string expected) => ModelTextParserTests.Check(() => [new XmlToolCallBlock()], text, expected, Options());

    private static ModelTextParserOptions Options() => new() { Request = JsonElement.Parse($$"""{"tools":{{Tools}}}""") };
}
