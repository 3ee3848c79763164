namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Line breaks between reasoning, text and calls in the templates of models.</summary>
public class WhiteSpaceTests
{
    private const string Hermes = """{"name":"f","arguments":{}}""";

    [Theory]
    [InlineData("<think>\na\n</think>\n\nb", "reasoning:a|text:b")]
    [InlineData("<think>\r\na\r\n</think>\r\n\r\nb", "reasoning:a|text:b")]
    [InlineData("<think>\n\na\n\n</think>\n\n\nb\n", "reasoning:\na\n|text:\nb\n")]
    [InlineData("<think> a </think> b ", "reasoning: a |text: b ")]
    [InlineData("<think>\n\n</think>\n\nb", "text:b")]
    [InlineData("<think>a\n\n", "reasoning:a\n\n")]
    [InlineData("b\n\n<tool_call>\n" + Hermes + "\n</tool_call>\n<tool_call>\n" + Hermes + "\n</tool_call>\n", "text:b|call 0:f({})|call 1:f({})")]
    [InlineData("b\n\n\n<tool_call>" + Hermes + "</tool_call>\n\nc\n", "text:b\n|call 0:f({})|text:\nc\n")]
    [InlineData("b \r\n\r\n<tool_call>" + Hermes + "</tool_call>\r\nc", "text:b |call 0:f({})|text:c")]
    [InlineData("b\n<tool_call>\nc\n</tool_call>\n", "text:b\n<tool_call>\nc\n</tool_call>\n")]
    [InlineData("b\n\n<think>c</think>", "text:b\n\n|reasoning:c")]
    public void Line_breaks_of_the_format_are_removed_and_others_are_kept(string text, string expected) => Check(text, expected, keepWhiteSpace: false);

    [Theory]
    [InlineData("<think>\na\n</think>\n\nb\n\n<tool_call>" + Hermes + "</tool_call>\nc", "reasoning:\na\n|text:\n\nb\n\n|call 0:f({})|text:\nc")]
    [InlineData("<think>\n\n</think>\n\nb", "reasoning:\n\n|text:\n\nb")]
    public void Line_breaks_with_KeepWhiteSpace_are_kept(string text, string expected) => Check(text, expected, keepWhiteSpace: true);

    private static void Check(string text, string expected, bool keepWhiteSpace) => ModelTextParserTests.Check(
        () => [new ThinkBlock(), new HermesToolCallBlock(), new XmlToolCallBlock()], text, expected, new() { KeepWhiteSpace = keepWhiteSpace });
}
