using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls in a section, as DeepSeek and Kimi write them.</summary>
public class SectionToolCallBlockTests
{
    private const string Begin = "<｜tool▁calls▁begin｜>";
    private const string Call = "<｜tool▁call▁begin｜>";
    private const string Sep = "<｜tool▁sep｜>";
    private const string CallEnd = "<｜tool▁call▁end｜>";
    private const string End = "<｜tool▁calls▁end｜>";

    private const string K = "<|tool_calls_section_begin|>";
    private const string KCall = "<|tool_call_begin|>";
    private const string KArguments = "<|tool_call_argument_begin|>";
    private const string KCallEnd = "<|tool_call_end|>";
    private const string KEnd = "<|tool_calls_section_end|>";

    private const string Tools = """{"tools":[{"type":"function","name":"f"},{"type":"function","name":"say","parameters":{"properties":{"text":{"type":"string"}}}}]}""";

    [Theory]
    [InlineData(Begin + Call + "f" + Sep + "{\"a\": 1}" + CallEnd + End, "call 0:f({\"a\": 1})")]
    [InlineData("a\n" + Begin + Call + "f" + Sep + "{}" + CallEnd + Call + "g" + Sep + "{\"b\":[2]}" + CallEnd + End + "b", "text:a\n|call 0:f({})|call 1:g({\"b\":[2]})|text:b")]
    [InlineData(Begin + "\n" + Call + "\nf\n" + Sep + "\n{}\n" + CallEnd + "\n" + End, "call 0:f({})")]
    [InlineData(Begin + Call + "f" + Sep + "\"{\\\"a\\\":1}\"" + CallEnd + End, "call 0:f({\"a\":1})")]
    [InlineData(Begin + Call + "f" + Sep + "{'a': True}" + CallEnd + End, "call 0:f({\"a\": true})")]
    [InlineData(Begin + Call + "f" + Sep + CallEnd + End, "call 0:f({})")]
    [InlineData(Begin + End + "b", "text:b")]
    public void Name_before_the_arguments_is_read(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData(Begin + Call + "function" + Sep + "f\n```json\n{\"a\": 1}\n```" + CallEnd + End, "call 0:f({\"a\": 1})")]
    [InlineData(Begin + Call + "function" + Sep + "f\n```json\n{}\n```" + CallEnd + "\n" + Call + "function" + Sep + "g\n```json\n{}\n```" + CallEnd + End + "b", "call 0:f({})|call 1:g({})|text:b")]
    [InlineData(Begin + Call + "function" + Sep + "f\r\n```json\r\n{}\r\n```" + CallEnd + End, "call 0:f({})")]
    [InlineData(Begin + Call + "function" + Sep + "f\n{}" + CallEnd + End, "call 0:f({})")]
    [InlineData(Begin + Call + "function" + Sep + "f{}" + CallEnd + End, "call 0:f({})")]
    [InlineData(Begin + Call + "function" + Sep + "f\n```\n{}\n```\n" + CallEnd + End, "call 0:f({})")]
    [InlineData(Begin + Call + "function" + Sep + "{\"a\":1}" + CallEnd + End, "call 0:function({\"a\":1})")]
    [InlineData(Begin + Call + "function" + Sep + "f" + CallEnd + End, "call 0:f({})")]
    [InlineData(Begin + Call + "function" + Sep + "f\n```json\n{\"a\":\"```\"}\n```" + CallEnd + End, "call 0:f({\"a\":\"```\"})")]
    [InlineData("<｜tool calls begin｜>" + Call + "function" + Sep + "f\n```json\n{}\n```" + CallEnd + End, "call 0:f({})")]
    public void Name_in_a_line_and_arguments_in_a_fence_are_read(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData(K + KCall + "functions.f:0" + KArguments + "{\"a\": 1}" + KCallEnd + KEnd, "call 0:f#functions.f:0({\"a\": 1})")]
    [InlineData("a" + K + KCall + "functions.f:0" + KArguments + "{}" + KCallEnd + KCall + "functions.g:1" + KArguments + "{}" + KCallEnd + KEnd + "b", "text:a|call 0:f#functions.f:0({})|call 1:g#functions.g:1({})|text:b")]
    [InlineData("<|tool_call_section_begin|>" + KCall + "functions.f:12" + KArguments + "{}" + KCallEnd + "<|tool_call_section_end|>b", "call 0:f#functions.f:12({})|text:b")]
    [InlineData(K + KCall + " f:0 \n" + KArguments + " {} " + KCallEnd + KEnd, "call 0:f#f:0({})")]
    [InlineData(K + KCall + "functions.a.b-c:0" + KArguments + "{}" + KCallEnd + KEnd, "call 0:a.b-c#functions.a.b-c:0({})")]
    [InlineData(K + KCall + "functions.f" + KArguments + "{}" + KCallEnd + KEnd, "call 0:f({})")]
    [InlineData(K + KCall + "f" + KArguments + "{}" + KCallEnd + KEnd, "call 0:f({})")]
    [InlineData(K + KCall + "a:b" + KArguments + "{}" + KCallEnd + KEnd, "call 0:a:b({})")]
    [InlineData(K + KCall + "functions.f:0" + KArguments + "{}" + KCallEnd + KCall + "functions.f:0" + KArguments + "{}" + KCallEnd + KEnd, "call 0:f#functions.f:0({})|call 1:f({})")]
    [InlineData(K + KCall + "functions.say:0" + KArguments + "\"hello\"" + KCallEnd + KEnd, "call 0:say#functions.say:0({\"text\":\"hello\"})")]
    public void Name_in_the_id_is_read(string text, string expected) => Check(text, expected, SectionToolCallTags.Kimi);

    [Theory]
    [InlineData(KCall + "f:0" + KArguments + "{}" + KCallEnd + "b", "call 0:f#f:0({})|text:b")]
    [InlineData(K + K + KCall + "f:0" + KArguments + "{}" + KCallEnd + KCallEnd + KEnd + KEnd + "\n" + KEnd + "b", "call 0:f#f:0({})|text:\nb")]
    [InlineData(K + KCall + "f:0" + KArguments + "{}" + KCall + "g:1" + KArguments + "{}" + KEnd + "b", "call 0:f#f:0({})|call 1:g#g:1({})|text:b")]
    [InlineData(K + KCall + "f:0" + KArguments + "{}" + KCallEnd + K + KCall + "g:1" + KArguments + "{}" + KCallEnd + KEnd, "call 0:f#f:0({})|call 1:g#g:1({})")]
    [InlineData(K + KCall + "f:0" + KArguments + "{}", "call 0:f#f:0({})")]
    [InlineData(K + KCall + "f:0" + KArguments + "{}<|tool_ca", "call 0:f#f:0({})")]
    [InlineData(K + KCall + "f:0" + KArguments + "{}}]" + KCallEnd + KEnd + "b", "call 0:f#f:0({})|text:b")]
    [InlineData(K + KCall + "f:0" + KArguments + "{} So." + KCallEnd + KEnd + "b", "call 0:f#f:0({})|text: So.b")]
    [InlineData(K + KCall + "f:0" + KArguments + "{}" + KCallEnd + " So." + KCall + "g:1" + KArguments + "{}" + KCallEnd + KEnd + "b", "call 0:f#f:0({})|text: So.|call 1:g#g:1({})|text:b")]
    [InlineData(K + KCall + "f:0" + KArguments + "{}" + KCallEnd + KCall + "no call" + KCallEnd + KEnd + "b", "call 0:f#f:0({})|text:no callb")]
    [InlineData("a" + KEnd + "b", "text:a" + KEnd + "b")]
    public void Missing_or_repeated_tags_are_tolerated(string text, string expected) => Check(text, expected, SectionToolCallTags.Kimi);

    [Theory]
    [InlineData(KCall + "f:0" + KArguments + "{\"t\":\"" + KCallEnd + KEnd + KCall + "\"}" + KCallEnd, "call 0:f#f:0({\"t\":\"" + KCallEnd + KEnd + KCall + "\"})")]
    [InlineData(KCall + "f:0" + KArguments + "{\"t\":\"" + KCallEnd + KEnd, "call 0:f#f:0({\"t\":\"" + KCallEnd + KEnd + "…")]
    [InlineData(KCall + "f:0" + KArguments + "{\"a\":1" + KCallEnd + KEnd + "b", "call 0:f#f:0({\"a\":1!|text:b")]
    [InlineData(KCall + "f:0" + KArguments + "{\"a\":oops" + KCallEnd + KCall + "g:1" + KArguments + "{}" + KCallEnd, "call 0:f#f:0({\"a\":oops!|call 1:g#g:1({})")]
    [InlineData(KCall + "f:0" + KArguments + "{\"a\":oops" + KEnd + "b", "call 0:f#f:0({\"a\":oops!|text:b")]
    [InlineData(KCall + "f:0" + KArguments + "plain" + KCallEnd + "b", "call 0:f#f:0(plain!|text:b")]
    [InlineData(KCall + "f:0" + KArguments + "[1]" + KCallEnd + "b", "call 0:f#f:0([1]!|text:b")]
    [InlineData(KCall + "f:0" + KArguments + "oops", "call 0:f#f:0(oops!")]
    public void Tags_in_strings_are_kept_and_a_broken_call_keeps_its_text(string text, string expected) => Check(text, expected, SectionToolCallTags.Kimi);

    [Theory]
    [InlineData("The <|tool_call_begin|> tag")]
    [InlineData("The <|tool_call_begin|> tag is <|tool_call_argument_begin|>")]
    [InlineData("The <|tool_calls_section_begin|> tag")]
    [InlineData("<|tool_call_begin|><|tool_call_argument_begin|>{}")]
    [InlineData("<|tool_call_begin|><|tool_call_begin|> <|tool_call_begin|>x <|tool_call_end|>")]
    public void Text_that_is_not_a_call_stays_text(string text) => Check(text, "text:" + text, SectionToolCallTags.Kimi);

    [Theory]
    [InlineData(Begin + Call + "function" + Sep + "f\n```json\n{\"a\":\"b\"}")]
    [InlineData(Begin + Call + "f" + Sep + "{\"a\":\"b\"}")]
    [InlineData(Begin + "\n" + Call + "f" + Sep + "\"{\\\"a\\\":1}\"")]
    public void Call_cut_anywhere_is_incomplete_and_its_tag_is_not_text(string call)
    {
        for (var length = Begin.Length; length < call.Length; length++)
        {
            var said = Parsed.Text(new(new SectionToolCallBlock(SectionToolCallTags.DeepSeek)), "Hm." + call[..length]);

            said[0].Should().Be("text:Hm.");
            said.Should().HaveCount(2).And.Subject.Last().Should().StartWith("call 0:").And.EndWith("…").And.NotContain("<");
        }
    }

    [Fact]
    public void Calls_without_tools_stay_text()
    {
        const string Text = K + KCall + "f:0" + KArguments + "{}" + KCallEnd + KEnd;

        ModelTextParserTests.Check(() => [new SectionToolCallBlock(SectionToolCallTags.Kimi)], Text, "text:" + Text, new() { Request = JsonElement.Parse("{}") });
    }

    private static void Check(string text, string expected, SectionToolCallTags? tags = null) => ModelTextParserTests.Check(
        () => [new SectionToolCallBlock(tags ?? SectionToolCallTags.DeepSeek)], text, expected, new() { Request = JsonElement.Parse(Tools) });
}
