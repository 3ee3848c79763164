using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls after Mistral's tag.</summary>
public class MistralToolCallBlockTests
{
    private const string Tools = """{"tools":[{"type":"function","name":"f"},{"type":"function","name":"say","parameters":{"properties":{"text":{"type":"string"}}}}]}""";

    [Theory]
    [InlineData("""[TOOL_CALLS] [{"name": "f", "arguments": {"a": 1}}]""", """call 0:f({"a": 1})""")]
    [InlineData("""a[TOOL_CALLS][{"name":"f","arguments":{}}, {"name":"g","arguments":{"b":[2]},"id":"Ab3"}]b""", """text:a|call 0:f({})|call 1:g({"b":[2]})|text:b""")]
    [InlineData("""[TOOL_CALLS][{"id":"Ab3","name":"f","arguments":"{\"a\":1}"}]""", """call 0:f#Ab3({"a":1})""")]
    [InlineData("""[TOOL_CALLS]{"name":"f","arguments":{}} b""", "call 0:f({})|text: b")]
    [InlineData("[TOOL_CALLS] [{\"name\":\"f\",\"arguments\":{}}]\n\nb", "call 0:f({})|text:\n\nb")]
    [InlineData("""[TOOL_CALLS][{"name":"f","arguments":{}}}]b""", "call 0:f({})|text:b")]
    [InlineData("""[TOOL_CALLS][{"name":"f","arguments":{}}""", "call 0:f({})")]
    [InlineData("""[TOOL_CALLS][{"name":"f","arguments":{}}, {"na""", "call 0:f({})|call 1:(…")]
    [InlineData("""[TOOL_CALLS][{"name":"f","arguments":{"a":1 2}}]""", """call 0:f({"a":1 2}}]!""")]
    [InlineData("[TOOL_CALLS] []b", "text:b")]
    public void List_of_calls_gives_one_call_each(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""[TOOL_CALLS]f{"a": 1}""", """call 0:f({"a": 1})""")]
    [InlineData("""a[TOOL_CALLS]f{}[TOOL_CALLS]g{"b":2}b""", """text:a|call 0:f({})|call 1:g({"b":2})|text:b""")]
    [InlineData("[TOOL_CALLS] f {}\n[TOOL_CALLS]g\n{}", "call 0:f({})|call 1:g({})")]
    [InlineData("""[TOOL_CALLS]f[ARGS]{"a": 1}[TOOL_CALLS]g[ARGS] {}""", """call 0:f({"a": 1})|call 1:g({})""")]
    [InlineData("""[TOOL_CALLS]f[CALL_ID]Ab3xY9[ARGS]{"a": 1}[TOOL_CALLS]a.b-c[CALL_ID] 2 [ARGS]{}""", """call 0:f#Ab3xY9({"a": 1})|call 1:a.b-c#2({})""")]
    [InlineData("[TOOL_CALLS]f[CALL_ID]Ab3{}", "call 0:f#Ab3({})")]
    [InlineData("[TOOL_CALLS]f[CALL_ID][ARGS]{}", "call 0:f({})")]
    [InlineData("[TOOL_CALLS][TOOL_CALLS]f{}", "call 0:f({})")]
    [InlineData("[TOOL_CALLS]f{}}\n", "call 0:f({})")]
    [InlineData("[TOOL_CALLS]f[ARGS]{} [TOOL_CA", "call 0:f({})")]
    [InlineData("[TOOL_CALLS]say[ARGS]\"hello\"", "call 0:say({\"text\":\"hello\"})")]
    [InlineData("[TOOL_CALLS]f{'a': None}", "call 0:f({\"a\": null})")]
    public void Name_before_the_arguments_is_read(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""[TOOL_CALLS]f{"t":"[TOOL_CALLS]g{} [ARGS]"}b""", """call 0:f({"t":"[TOOL_CALLS]g{} [ARGS]"})|text:b""")]
    [InlineData("""[TOOL_CALLS]f{"t":"[TOOL_CALLS]g{}""", """call 0:f({"t":"[TOOL_CALLS]g{}…""")]
    [InlineData("""[TOOL_CALLS]f{"a":oops}[TOOL_CALLS]g{}""", """call 0:f({"a":oops}!|call 1:g({})""")]
    [InlineData("""[TOOL_CALLS]f[ARGS]oops [TOOL""", """call 0:f(oops [TOOL!""")]
    [InlineData("""[TOOL_CALLS]f[ARGS][TOOL_CALLS]g{}""", """call 0:f(!|call 1:g({})""")]
    public void Tags_in_strings_are_kept_and_a_broken_call_keeps_its_text(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("The [TOOL_CALLS] tag")]
    [InlineData("The [TOOL_CALLS] tag is new {}")]
    [InlineData("[TOOL_CALLS][1]")]
    [InlineData("[TOOL_CALLS] [{\"a\":1}]")]
    [InlineData("[TOOL_CALLS](x)")]
    [InlineData("[TOOL_CALLS]f[CALL_ID]x[y]")]
    [InlineData("[TOOL_CALLS]f[x]")]
    public void Text_that_is_not_a_call_stays_text(string text) => Check(text, "text:" + text);

    [Theory]
    [InlineData("""[TOOL_CALLS] [{"name":"f","arguments":{"a":"b"}}]""", 2)]
    [InlineData("""[TOOL_CALLS]f{"a":"b"}""", 0)]
    [InlineData("""[TOOL_CALLS]f[CALL_ID]Ab3[ARGS]{"a":"b"}""", 0)]
    public void Call_cut_anywhere_is_incomplete_and_its_tag_is_not_text(string call, int behind)
    {
        for (var length = "[TOOL_CALLS]".Length; length < call.Length - behind; length++)
        {
            var said = Parsed.Text(new(new MistralToolCallBlock()), "Hm." + call[..length]);

            said[0].Should().Be("text:Hm.");
            said.Should().HaveCount(2).And.Subject.Last().Should().StartWith("call 0:").And.EndWith("…").And.NotContain("[");
        }
    }

    [Fact]
    public void Calls_without_tools_stay_text() => ModelTextParserTests.Check(
        () => [new MistralToolCallBlock()], "[TOOL_CALLS]f{}", "text:[TOOL_CALLS]f{}", new() { Request = JsonElement.Parse("{}") });

    [Fact]
    public void Reasoning_before_calls_is_read() => ModelTextParserTests.Check(
        () => [new ThinkBlock { OpeningTag = "[THINK]", ClosingTag = "[/THINK]" }, new MistralToolCallBlock()],
        "[THINK]Use [TOOL_CALLS]f{}?[/THINK]Yes.[TOOL_CALLS]f[ARGS]{}",
        "reasoning:Use [TOOL_CALLS]f{}?|text:Yes.|call 0:f({})");

    private static void Check(string text, string expected) =>
        ModelTextParserTests.Check(() => [new MistralToolCallBlock()], text, expected, new() { Request = JsonElement.Parse(Tools) });
}
