using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls with keys and values in tags, as GLM writes them.</summary>
public class KeyValueToolCallBlockTests
{
    private const string Tools = """
        {"tools":[{"type":"function","name":"f","parameters":{"properties":{
          "s":{"type":"string"},"n":{"type":"integer"},"b":{"type":"boolean"},"o":{"type":"object"},"m":{"type":["string","null"]}}}},
         {"type":"function","name":"g"}]}
        """;

    [Theory]
    [InlineData("<tool_call>f\n<arg_key>s</arg_key>\n<arg_value>a b</arg_value>\n<arg_key>n</arg_key>\n<arg_value>12</arg_value>\n</tool_call>", """call 0:f({"s":"a b","n":12})""")]
    [InlineData("<tool_call>f<arg_key>s</arg_key><arg_value>12</arg_value><arg_key>o</arg_key><arg_value>{'a': True}</arg_value></tool_call>", """call 0:f({"s":"12","o":{"a": true}})""")]
    [InlineData("<tool_call>g</tool_call>", "call 0:g({})")]
    [InlineData("<tool_call>g\n</tool_call>", "call 0:g({})")]
    [InlineData("<tool_call>unknown<arg_key>a</arg_key><arg_value>1</arg_value></tool_call>", """call 0:unknown({"a":"1"})""")]
    [InlineData("a\n<tool_call>g</tool_call>\n<tool_call>g</tool_call>\nb", "text:a|call 0:g({})|call 1:g({})|text:b")]
    [InlineData("<tool_call>g</tool_call><tool_call>g</tool_call>", "call 0:g({})|call 1:g({})")]
    [InlineData("<tool_call>f<arg_key>s</arg_key><arg_value>\na\n</arg_value><arg_key>m</arg_key><arg_value>null</arg_value></tool_call>", "call 0:f({\"s\":\"\\na\\n\",\"m\":null})")]
    [InlineData("<tool_call>f<arg_key>x</arg_key><arg_value>1</arg_value><arg_key>y</arg_key><arg_value>2</arg_value></tool_call>", """call 0:f({"x":"1","y":"2"})""")]
    public void Name_with_keys_and_values_is_a_call(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("<tool_call>f<arg_key>n</arg_key><arg_value>1</arg_value>\n<tool_call>g</tool_call>", """call 0:f({"n":1})|call 1:g({})""")]
    [InlineData("<tool_call>f<arg_key>s</arg_key><arg_value>a\n</tool_call>\n<tool_call>g\n</tool_call>", """call 0:f({"s":"a"})|call 1:g({})""")]
    [InlineData("<tool_call>f<arg_key>s</arg_key><arg_value>a\n<arg_key>n</arg_key><arg_value>1</arg_value></tool_call>", """call 0:f({"s":"a","n":1})""")]
    [InlineData("<tool_call>f<arg_key>s<arg_value>a</arg_value><arg_key>n<arg_value>1</arg_value></tool_call>", """call 0:f({"s":"a","n":1})""")]
    [InlineData("<tool_call>f<arg_key>s</arg_key><arg_value>a</arg_value></arg_value></tool_call></tool_call>b", """call 0:f({"s":"a"})|text:b""")]
    [InlineData("<tool_call>\n<tool_call>g</tool_call>b", "call 0:g({})|text:b")]
    [InlineData("a </tool_call> b", "text:a </tool_call> b")]
    public void Missing_or_repeated_tags_are_tolerated(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("<tool_call>g\n<arg_key>s</arg_key>\n<arg_value>1</arg_value>\n</tool_call>")]
    [InlineData("<tool_call>g<arg_key>s</arg_key><arg_value>1</arg_value></tool_call>")]
    [InlineData("Use <tool_call>, <arg_key>x or <arg_value>.")]
    [InlineData("the </arg_value> tag")]
    [InlineData("Use <tool_call>: x</arg_value></tool_call>")]
    [InlineData("</tool_call> and <tool_call>")]
    [InlineData("a < b </arg_value")]
    public void Value_that_contains_tags_is_complete(string value)
    {
        var json = JsonStrings.Quote(value);

        Check($"<tool_call>f\n<arg_key>s</arg_key>\n<arg_value>{value}</arg_value>\n<arg_key>n</arg_key>\n<arg_value>1</arg_value>\n</tool_call>b", $"call 0:f({{\"s\":{json},\"n\":1}})|text:b");
        Check($"<tool_call>f<arg_key>s</arg_key><arg_value>{value}</arg_value></tool_call>b", $"call 0:f({{\"s\":{json}}})|text:b");
    }

    [Theory]
    [InlineData("<tool_call>g\n<arg_key>s</arg_key>\n<arg_value>1</arg_value>\n</tool_call>")]
    [InlineData("<tool_call>g\n<arg_key>s</arg_key>\n<arg_value>1</arg_value>\n")]
    [InlineData("a</tool_call>")]
    [InlineData("a</arg_val")]
    public void Value_that_contains_tags_and_is_cut_off_is_never_a_complete_call(string value) =>
        Parsed.Text(new(Options(), new KeyValueToolCallBlock()), $"<tool_call>f\n<arg_key>s</arg_key>\n<arg_value>{value}")
            .Should().ContainSingle().Which.Should().StartWith("call 0:f({\"s\":\"").And.EndWith("…");

    [Fact]
    public void Call_cut_anywhere_is_incomplete_and_no_tag_is_in_text_or_value()
    {
        const string Call = "<tool_call>f\n<arg_key>s</arg_key>\n<arg_value>ab</arg_value>\n<arg_key>n</arg_key>\n<arg_value>12</arg_value>\n</tool_call>";
        for (var length = "<tool_call>f".Length; length < Call.Length; length++)
        {
            var said = Parsed.Text(new(Options(), new HermesToolCallBlock(), new KeyValueToolCallBlock()), "Hm.\n" + Call[..length]);

            said[0].Should().Be("text:Hm.");
            said.Should().HaveCount(2).And.Subject.Last().Should().StartWith("call 0:").And.EndWith("…").And.NotContain("<");
        }
    }

    [Theory]
    [InlineData("<tool_call>f\n<arg_key>s</arg_key>oops</tool_call>b", "call 0:f({\"s\":oops!|text:b")]
    [InlineData("<tool_call>f\noops<tool_call>g</tool_call>", "call 0:f(oops!|call 1:g({})")]
    public void Broken_call_keeps_its_text(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("The <tool_call> tag")]
    [InlineData("<tool_call>f is how it begins")]
    [InlineData("<tool_call>{\"name\":1}")]
    [InlineData("<tool_call>")]
    [InlineData("<tool_call></tool_call>")]
    public void Text_that_mentions_tags_is_text(string text) => Check(text, "text:" + text);

    [Fact]
    public void Calls_without_tools_stay_text() => ModelTextParserTests.Check(
        () => [new KeyValueToolCallBlock()], "<tool_call>g</tool_call>", "text:<tool_call>g</tool_call>", new() { Request = JsonElement.Parse("{}") });

    [Fact]
    public void Three_blocks_with_the_same_tag_are_distinguished() => ModelTextParserTests.Check(
        () => [new HermesToolCallBlock(), new XmlToolCallBlock(), new KeyValueToolCallBlock()],
        "<tool_call>{\"name\":\"g\"}</tool_call><tool_call>g</tool_call><tool_call><function=g></function></tool_call>",
        "call 0:g({})|call 1:g({})|call 2:g({})",
        Options());

    private static void Check(string text, string expected) => ModelTextParserTests.Check(() => [new KeyValueToolCallBlock()], text, expected, Options());

    private static ModelTextParserOptions Options() => new() { Request = JsonElement.Parse(Tools) };
}
