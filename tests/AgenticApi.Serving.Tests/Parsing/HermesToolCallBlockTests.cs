using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls in JSON between tags, with the mistakes that models make.</summary>
public class HermesToolCallBlockTests
{
    private const string Tools = """{"tools":[{"type":"function","name":"say","parameters":{"properties":{"text":{"type":"string"}}}}]}""";

    [Theory]
    [InlineData("""<tool_call>{"name":"f","arguments":"{\"a\":\"x\\\"\\n\"}"}</tool_call>""", """call 0:f({"a":"x\"\n"})""")]
    [InlineData("""<tool_call>{"arguments":"{\"a\":1}","name":"f"}</tool_call>""", """call 0:f({"a":1})""")]
    [InlineData("""<tool_call>{"name":"f","arguments":" { 'a': None } "}</tool_call>""", """call 0:f({ "a": null })""")]
    [InlineData("""<tool_call>{"name":"f","arguments":""}</tool_call>""", "call 0:f({})")]
    [InlineData("""<tool_call>{"name":"say","arguments":"hello \"you\""}</tool_call>""", """call 0:say({"text":"hello \"you\""})""")]
    [InlineData("""<tool_call>{"name":"f","arguments":"plain"}</tool_call>b""", """call 0:f(plain}!|text:b""")]
    [InlineData("""<tool_call>{"name":"f","arguments":"{\"a\":1} x"}</tool_call>""", """call 0:f({"a":1}x}!""")]
    [InlineData("""<tool_call>{"name":"f","arguments":"{\"a\":"}</tool_call>""", """call 0:f({"a":}!""")]
    [InlineData("""<tool_call>{"name":"f","parameters":{"a":1}}</tool_call>""", """call 0:f({"a":1})""")]
    [InlineData("""<tool_call>{"name":"f","arguments":null}</tool_call>""", "call 0:f({})")]
    [InlineData("""<tool_call>{"name":"f","arguments":None,"x":[1,{"y":"}"}]}</tool_call>""", "call 0:f({})")]
    [InlineData("""<tool_call>{'name': 'f', 'arguments': {'a': True, 'b': {'k': "it's"}}}</tool_call>""", """call 0:f({"a": true, "b": {"k": "it's"}})""")]
    [InlineData("""<tool_call>{"id":"c1","name":"f","arguments":{}}</tool_call>""", "call 0:f#c1({})")]
    [InlineData("""<tool_call>{"type":"function","function":{"name":"f","arguments":{"a":1}}}</tool_call>""", """call 0:f({"a":1})""")]
    [InlineData("""<tool_call>{"function":"f","arguments":{"a":1}}</tool_call>""", """call 0:f({"a":1})""")]
    public void Arguments_in_any_form_that_models_write_are_read(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""<tool_call>[{"name":"f","arguments":{}},{"name":"g","arguments":{"a":[1]}}]</tool_call>b""", """call 0:f({})|call 1:g({"a":[1]})|text:b""")]
    [InlineData("""<tool_call>{"name":"f","arguments":{}}{"name":"g"}</tool_call>""", "call 0:f({})|call 1:g({})")]
    [InlineData("""<tool_call>{"name":"f"}\n{"name":"g"}\n</tool_call>""", "call 0:f({})|text:\\n{\"name\":\"g\"}\\n</tool_call>")]
    [InlineData("<tool_call>{\"name\":\"f\"}\n{\"name\":\"g\"}\n</tool_call>", "call 0:f({})|call 1:g({})")]
    [InlineData("""<tool_call>[{"name":"f","arguments":{}},{"na""", """call 0:f({})|call 1:({"na…""")]
    public void List_of_calls_gives_one_call_each(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""<tool_call>{"name":"f","arguments":{}}""", "call 0:f({})")]
    [InlineData("<tool_call>{\"name\":\"f\"}\n<tool_call>{\"name\":\"g\"}\n</tool_call>", "call 0:f({})|call 1:g({})")]
    [InlineData("<tool_call>{\"name\":\"f\"}\n\nDone.", "call 0:f({})|text:\nDone.")]
    [InlineData("<tool_call>\n<tool_call>\n{\"name\":\"f\"}\n</tool_call>\n</tool_call>", "call 0:f({})")]
    [InlineData("<tool_call>{\"name\":\"f\"}</tool_call></tool_call></tool_call>b</tool_call>", "call 0:f({})|text:b</tool_call>")]
    [InlineData("""<tool_call>{"name":"f","arguments":{}}}}</tool_call>b""", "call 0:f({})|text:b")]
    [InlineData("""<tool_call>{"name":"f","arguments":{}}</tool_c""", "call 0:f({})")]
    [InlineData("""a </tool_call> b""", "text:a </tool_call> b")]
    public void Missing_or_repeated_tags_are_tolerated(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""<tool_call>{"name":"w","arguments":{"t":"<tool_call>{\"name\":\"x\"}</tool_call>"}}</tool_call>""", """call 0:w({"t":"<tool_call>{\"name\":\"x\"}</tool_call>"})""")]
    [InlineData("""<tool_call>{"name":"w","arguments":{"t":"a</tool_call>""", """call 0:w({"t":"a</tool_call>…""")]
    [InlineData("""<tool_call>{"name":"w","arguments":{"t":"</think><tool_call>\n"}}</tool_call>""", """call 0:w({"t":"</think><tool_call>\n"})""")]
    public void Tags_in_a_string_are_part_of_it(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""<tool_call>{"name":"f","arguments":{"a":1 2}}</tool_call>b""", """call 0:f({"a":1 2}}!|text:b""")]
    [InlineData("""<tool_call>{"name":"f","arguments":{"a":<tool_call>{"name":"g"}</tool_call>""", """call 0:f({"a":!|call 1:g({})""")]
    [InlineData("""<tool_call>{"name":"f","arguments":{"a":oops""", """call 0:f({"a":oops…""")]
    [InlineData("""<tool_call>{"name":"f","arguments":{"a":1]}""", """call 0:f({"a":1]}!""")]
    public void Broken_call_keeps_its_text(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""{"name":"f","arguments":{"a":"b"}}""")]
    [InlineData("""{"arguments":{"a":"b"},"name":"f"}""")]
    [InlineData("""{"name":"f","arguments":"{\"a\":\"b\"}"}""")]
    public void Call_cut_anywhere_is_incomplete_and_its_tag_is_not_text(string json)
    {
        for (var length = 2; length < json.Length; length++)
        {
            var said = Parsed.Text(new(new HermesToolCallBlock()), $"Hm.\n<tool_call>\n{json[..length]}");

            said[0].Should().Be("text:Hm.");
            said.Should().HaveCount(2).And.Subject.Last().Should().StartWith("call 0:").And.EndWith("…");
        }
    }

    [Theory]
    [InlineData("<tool_call>x", "text:<tool_call>x")]
    [InlineData("The <tool_call> tag", "text:The <tool_call> tag")]
    [InlineData("<tool_call>{\"a\":1}</tool_call>", "text:<tool_call>{\"a\":1}</tool_call>")]
    [InlineData("<tool_call>{\"name\":7}</tool_call>", "text:<tool_call>{\"name\":7}</tool_call>")]
    [InlineData("<tool_call>", "text:<tool_call>")]
    public void Text_that_is_not_a_call_stays_text(string text, string expected) => Check(text, expected);

    [Fact]
    public void Other_tags_are_read() => ModelTextParserTests.Check(
        () => [new HermesToolCallBlock { OpeningTag = "<|tool_call|>", ClosingTag = "<|/tool_call|>" }],
        """a<|tool_call|>[{"name":"f","arguments":{}}]<|/tool_call|>b""",
        "text:a|call 0:f({})|text:b");

    private static void Check(string text, string expected) =>
        ModelTextParserTests.Check(() => [new HermesToolCallBlock()], text, expected, new() { Request = JsonElement.Parse(Tools) });
}
