using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls in DeepSeek's markup.</summary>
public class DsmlTests
{
    private const string Tools = """{"tools":[{"type":"function","name":"f","parameters":{"properties":{"s":{"type":"string"},"n":{"type":"integer"},"o":{}}}}]}""";

    [Theory]
    [InlineData("<｜DSML｜parameter name=\"s\" string=\"true\">a</｜DSML｜parameter>\n<｜DSML｜parameter name=\"n\" string=\"false\">1</｜DSML｜parameter>\n", """{"s":"a","n":1}""")]
    [InlineData("<｜DSML｜parameter name=\"o\" string=\"true\">1</｜DSML｜parameter>\n", """{"o":"1"}""")]
    [InlineData("<｜DSML｜parameter name=\"o\" string=\"false\">{\"a\": [1]}</｜DSML｜parameter>\n", """{"o":{"a": [1]}}""")]
    [InlineData("<｜DSML｜parameter name=\"s\" string=\"true\">\n\na\r\n</｜DSML｜parameter>\n", """{"s":"\n\na\r\n"}""")]
    [InlineData("<｜DSML｜parameter name=\"s\" string=\"true\"></｜DSML｜parameter>", """{"s":""}""")]
    [InlineData("{\n\"s\": \"a\"\n}\n", "{\n\"s\": \"a\"\n}")]
    [InlineData("", "{}")]
    public void Value_has_the_type_of_its_attribute_and_keeps_line_breaks(string parameters, string expected)
    {
        Check(XmlToolCallTags.DeepSeekV32, $"a\n\n<｜DSML｜function_calls>\n<｜DSML｜invoke name=\"f\">\n{parameters}</｜DSML｜invoke>\n</｜DSML｜function_calls>b", $"text:a|call 0:f({expected})|text:b");
        Check(XmlToolCallTags.DeepSeekV4, $"a\n\n<｜DSML｜tool_calls>\n<｜DSML｜invoke name=\"f\">\n{parameters}</｜DSML｜invoke>\n</｜DSML｜tool_calls>b", $"text:a|call 0:f({expected})|text:b");
    }

    [Theory]
    [InlineData("<｜DSML｜invoke name=\"f\">\n</｜DSML｜invoke>\n<｜DSML｜invoke name=\"f\">\n</｜DSML｜invoke>\n</｜DSML｜tool_calls>", "call 0:f({})|call 1:f({})")]
    [InlineData("<｜DSML｜invoke name=\"f\">\n<｜DSML｜parameter name=\"s\" string=\"true\">a\n", "call 0:f({\"s\":\"a\\n…")]
    [InlineData("<｜DSML｜invoke name=\"f\">\n<｜DSML｜parameter name=\"s\" string=\"true\">a</｜DSML｜para", "call 0:f({\"s\":\"a…")]
    [InlineData("<｜DSML｜invoke name=\"f\">\n<｜DSML｜parameter name=\"s\" string=\"true\">Write </｜DSML｜tool_calls> last</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜tool_calls>", "call 0:f({\"s\":\"Write </｜DSML｜tool_calls> last\"})")]
    [InlineData("<｜DSML｜invoke name=\"f\">\n</｜DSML｜invoke>\n</｜DSML｜tool_calls></｜DSML｜tool_calls>b", "call 0:f({})|text:b")]
    public void Several_calls_are_read_and_the_last_is_cut_off(string calls, string expected) => Check(XmlToolCallTags.DeepSeekV4, "<｜DSML｜tool_calls>\n" + calls, expected);

    private static void Check(XmlToolCallTags tags, string text, string expected) =>
        ModelTextParserTests.Check(() => [new ThinkBlock(), new XmlToolCallBlock(tags)], text, expected, new() { Request = JsonElement.Parse(Tools) });
}
