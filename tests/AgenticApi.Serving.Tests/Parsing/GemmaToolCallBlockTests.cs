using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls as Gemma writes them.</summary>
public class GemmaToolCallBlockTests
{
    private const string Tools = """{"tools":[{"type":"function","name":"f","parameters":{"properties":{"s":{"type":"string"},"n":{"type":"integer"}}}},{"type":"function","name":"g"}]}""";

    [Theory]
    [InlineData("""<|tool_call>call:f{s:<|"|>a "b"<|"|>,n:12}<tool_call|>""", """call 0:f({"s":"a \"b\"","n":12})""")]
    [InlineData("""<|tool_call>call:g{}<tool_call|><|tool_call>call:g{}<tool_call|>""", "call 0:g({})|call 1:g({})")]
    [InlineData("""a<|tool_call>call:g{a:{b:[<|"|>x<|"|>,1.5,true,null],c:{}},d:[]}<tool_call|>b""", """text:a|call 0:g({"a":{"b":["x",1.5,true,null],"c":{}},"d":[]})|text:b""")]
    [InlineData("""<|tool_call>call:g{<|"|>a b<|"|>:<|"|><|"|>, "c" : "d\n" ,}<tool_call|>""", """call 0:g({"a b":"","c":"d\n"})""")]
    [InlineData("""<|tool_call> call: my.tool-x {a:-3}<tool_call|>""", """call 0:my.tool-x({"a":-3})""")]
    [InlineData("""<|tool_call>call:g{a:New York,b: x ,c:10:30,d:}<tool_call|>""", """call 0:g({"a":"New York","b":"x","c":"10:30","d":""})""")]
    [InlineData("""<|tool_call>call:f{s:90210,n:7}<tool_call|>""", """call 0:f({"s":"90210","n":7})""")]
    [InlineData("<|tool_call>call:g{s:<|\"|>a\n\\ \"<|\"|>}<tool_call|>", "call 0:g({\"s\":\"a\\n\\\\ \\\"\"})")]
    public void Name_with_an_object_is_a_call(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""<|tool_call>call:g{a:1}""", """call 0:g({"a":1})""")]
    [InlineData("""<|tool_call>call:g{a:1}<tool_call""", """call 0:g({"a":1})""")]
    [InlineData("""<|tool_call>call:g{a:1}<|tool_call>call:g{}<tool_call|>""", """call 0:g({"a":1})|call 1:g({})""")]
    [InlineData("""<|tool_call>call:g{a:1}<tool_call|><tool_call|>b""", """call 0:g({"a":1})|text:b""")]
    [InlineData("""<|tool_call>call:g{{a:1}}<tool_call|>b""", """call 0:g({"a":1})|text:b""")]
    [InlineData("""a <tool_call|> b""", "text:a <tool_call|> b")]
    public void Missing_or_repeated_tags_are_tolerated(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""<|tool_call>call:f{s:<|"|>1<|"|>,n:2}<tool_call|>""")]
    [InlineData("""}<tool_call|>""")]
    [InlineData("""{a:<|"|>x<|"|>, b:[<|"|>y<|"|>]} and""")]
    [InlineData("""<|tool_call>call:g{}""")]
    [InlineData("<|")]
    public void Value_that_contains_tags_is_complete(string value) =>
        Check($"<|tool_call>call:f{{s:<|\"|>{value}<|\"|>,n:1}}<tool_call|>b", $"call 0:f({{\"s\":{JsonStrings.Quote(value)},\"n\":1}})|text:b");

    [Fact]
    public void Call_cut_anywhere_is_incomplete_and_no_tag_is_in_text_or_value()
    {
        const string Call = """<|tool_call>call:f{s:<|"|>ab<|"|>,n:12,o:{a:[<|"|>c<|"|>]}}<tool_call|>""";
        for (var length = "<|tool_call>".Length; length < Call.IndexOf("}}", StringComparison.Ordinal) + 2; length++)
        {
            var said = Parsed.Text(new(Options(), new GemmaToolCallBlock()), "Hm." + Call[..length]);

            said[0].Should().Be("text:Hm.");
            said.Should().HaveCount(2).And.Subject.Last().Should().StartWith("call 0:").And.EndWith("…").And.NotContain("<");
        }
    }

    [Theory]
    [InlineData("""<|tool_call>call:g{a:1]}<tool_call|>b""", "call 0:g({\"a\":1]}!|text:b")]
    [InlineData("""<|tool_call>call:g{a:[1}}<tool_call|>b""", "call 0:g({\"a\":[1}}!|text:b")]
    [InlineData("""<|tool_call>call:g{a b}<tool_call|>b""", "call 0:g({a b}!|text:b")]
    [InlineData("""<|tool_call>call:g{a:<|"|>x<|"|><tool_call|>b""", "call 0:g({\"a\":\"x\"!|text:b")]
    [InlineData("""<|tool_call>call:g{a:1<tool_call|>b""", "call 0:g({\"a\":1!|text:b")]
    public void Broken_call_keeps_its_text(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("The <|tool_call> tag")]
    [InlineData("<|tool_call>{\"name\":1}")]
    public void Text_that_mentions_tags_is_text(string text) => Check(text, "text:" + text);

    [Fact]
    public void Calls_without_tools_stay_text() => ModelTextParserTests.Check(
        () => [new GemmaToolCallBlock()], "<|tool_call>call:g{}<tool_call|>", "text:<|tool_call>call:g{}<tool_call|>", new() { Request = JsonElement.Parse("{}") });

    [Fact]
    public void Tags_of_FunctionGemma_are_read() => ModelTextParserTests.Check(
        () => [new GemmaToolCallBlock { OpeningTag = "<start_function_call>", ClosingTag = "<end_function_call>", QuoteTag = "<escape>" }],
        "<start_function_call>call:f{s:<escape>a, b<escape>,n:1}<end_function_call>b",
        """call 0:f({"s":"a, b","n":1})|text:b""",
        Options());

    [Theory]
    [InlineData("<|channel>thought\nHm.\n<channel|><|tool_call>call:g{}<tool_call|>b", "reasoning:Hm.|call 0:g({})|text:b")]
    [InlineData("<|channel>thought\n<channel|>b", "text:b")]
    [InlineData("<|channel>thought\nHm.<|tool_call>call:g{}<tool_call|>", "reasoning:Hm.|call 0:g({})")]
    public void Thought_channel_is_reasoning(string text, string expected) => ModelTextParserTests.Check(
        () => [new ThinkBlock { OpeningTag = "<|channel>thought", ClosingTag = "<channel|>", EndsAtCalls = true }, new GemmaToolCallBlock()],
        text,
        expected,
        Options());

    private static void Check(string text, string expected) => ModelTextParserTests.Check(() => [new GemmaToolCallBlock()], text, expected, Options());

    private static ModelTextParserOptions Options() => new() { Request = JsonElement.Parse(Tools) };
}
