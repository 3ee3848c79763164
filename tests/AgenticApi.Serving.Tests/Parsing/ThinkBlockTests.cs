namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Reasoning between tags.</summary>
public class ThinkBlockTests
{
    private const string Call = """<tool_call>{"name":"f","arguments":{}}</tool_call>""";

    [Theory]
    [InlineData("<think>a</think></think>b", "reasoning:a|text:b")]
    [InlineData("<think>a</think>\n\n</think>\n\nb", "reasoning:a|text:b")]
    [InlineData("<think>a</think>b</think>c", "reasoning:a|text:b</think>c")]
    [InlineData("b</think>c", "text:b</think>c")]
    public void Repeated_closing_tag_is_dropped_and_elsewhere_is_text(string text, string expected) =>
        ModelTextParserTests.Check(() => [new ThinkBlock()], text, expected);

    [Theory]
    [InlineData("<think>a\n" + Call + "b", "reasoning:a\n|call 0:f({})|text:b")]
    [InlineData("<think>a" + Call + "b</think>c", "reasoning:a|call 0:f({})|text:bc")]
    [InlineData("<think>The <tool_call> tag.</think>b" + Call, "reasoning:The <tool_call> tag.|text:b|call 0:f({})")]
    [InlineData("<think>The <tool_call>{\"a\":1} tag.</th", "reasoning:The <tool_call>{\"a\":1} tag.</th")]
    [InlineData("<think>a <tool_call>{\"name\":\"f\",\"argu", "reasoning:a |call 0:f(…")]
    [InlineData("<think>a</think>" + Call, "reasoning:a|call 0:f({})")]
    [InlineData("<think>a<think>b</think>", "reasoning:a<think>b")]
    public void Call_in_reasoning_with_EndsAtCalls_ends_the_reasoning(string text, string expected) =>
        ModelTextParserTests.Check(() => [new ThinkBlock { EndsAtCalls = true }, new HermesToolCallBlock(), new XmlToolCallBlock()], text, expected);

    [Fact]
    public void Call_in_reasoning_begun_by_the_prompt_ends_the_reasoning() => ModelTextParserTests.Check(
        () => [new ThinkBlock(startsOpen: true) { EndsAtCalls = true }, new HermesToolCallBlock()], "a" + Call + "b", "reasoning:a|call 0:f({})|text:b");

    [Fact]
    public void Call_in_reasoning_without_EndsAtCalls_is_reasoning() => ModelTextParserTests.Check(
        () => [new ThinkBlock(), new HermesToolCallBlock()], $"<think>a{Call}</think>b", $"reasoning:a{Call}|text:b");

    [Fact]
    public void Other_tags_are_read()
    {
        ModelTextParserTests.Check(() => [new ThinkBlock { OpeningTag = "[THINK]", ClosingTag = "[/THINK]" }], "[THINK]a[/THINK]b", "reasoning:a|text:b");
        ModelTextParserTests.Check(() => [new ThinkBlock(startsOpen: true) { OpeningTag = "<seed:think>", ClosingTag = "</seed:think>" }], "a</seed:think>b", "reasoning:a|text:b");
    }
}
