using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Formats that are variants of another format with other tags.</summary>
public class FormatTagsTests
{
    [Theory]
    [InlineData("<minimax:tool_call>\n<invoke name=\"f\">\n<parameter name=\"s\">a < b</parameter>\n<parameter name=\"n\">1</parameter>\n</invoke>\n</minimax:tool_call>", """call 0:f({"s":"a < b","n":1})""")]
    [InlineData("a\n<minimax:tool_call>\n<invoke name=\"f\">\n</invoke>\n<invoke name=\"f\">\n</invoke>\n</minimax:tool_call>", "text:a|call 0:f({})|call 1:f({})")]
    [InlineData("<minimax:tool_call>\n<invoke name=\"f\">\n<parameter name=\"s\">a", "call 0:f({\"s\":\"a…")]
    public void MiniMax_M2_calls_are_read(string text, string expected) => Check(() => [new ThinkBlock(), new XmlToolCallBlock(XmlToolCallTags.MiniMax)], text, expected);

    [Theory]
    [InlineData("<seed:think>Hm.</seed:think>\n<seed:tool_call>\n<function=f>\n<parameter=s>a</parameter>\n<parameter=n>1</parameter>\n</function>\n</seed:tool_call>", """reasoning:Hm.|call 0:f({"s":"a","n":1})""")]
    [InlineData("<seed:tool_call>\n<function=f>\n<parameter=s></tool_call></parameter>\n</function>\n</seed:tool_call>b", "call 0:f({\"s\":\"</tool_call>\"})|text:b")]
    public void Seed_OSS_calls_are_read(string text, string expected) =>
        Check(() => [new ThinkBlock { OpeningTag = "<seed:think>", ClosingTag = "</seed:think>" }, new XmlToolCallBlock(XmlToolCallTags.SeedOss)], text, expected);

    [Theory]
    [InlineData("<TOOLCALL>", "</TOOLCALL>", "<TOOLCALL>[{\"name\": \"f\", \"arguments\": {\"n\": 1}}, {\"name\": \"f\", \"arguments\": {}}]</TOOLCALL>", "call 0:f({\"n\": 1})|call 1:f({})")]
    [InlineData("<tool_calls>", "</tool_calls>", "a<tool_calls>[\n{\"name\": \"f\", \"arguments\": {}},\n{\"name\": \"f\", \"arguments\": {}}\n]</tool_calls>", "text:a|call 0:f({})|call 1:f({})")]
    [InlineData("<tool_calls>", "</tool_calls>", "<tool_calls>\n{\"name\": \"f\", \"arguments\": {}}\n{\"name\": \"f\", \"arguments\": {}}\n</tool_calls>", "call 0:f({})|call 1:f({})")]
    [InlineData("<longcat_tool_call>", "</longcat_tool_call>", "<longcat_tool_call>\n{\"name\": \"f\", \"arguments\": {}}\n</longcat_tool_call>", "call 0:f({})")]
    [InlineData("<|action_start|> <|plugin|>", "<|action_end|>", "a<|action_start|> <|plugin|>\n{\"name\": \"f\", \"parameters\": {\"n\": 1}}<|action_end|>", "text:a|call 0:f({\"n\": 1})")]
    public void JSON_between_other_tags_is_read(string openingTag, string closingTag, string text, string expected) =>
        Check(() => [new HermesToolCallBlock { OpeningTag = openingTag, ClosingTag = closingTag }], text, expected);

    private static void Check(Func<ITextBlock[]> blocks, string text, string expected) => ModelTextParserTests.Check(blocks, text, expected, new()
    {
        Request = JsonElement.Parse("""{"tools":[{"type":"function","name":"f","parameters":{"properties":{"s":{"type":"string"},"n":{"type":"integer"}}}}]}"""),
    });
}
