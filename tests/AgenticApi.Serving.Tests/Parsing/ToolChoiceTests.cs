using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls are parsed only if the model may call tools.</summary>
public class ToolChoiceTests
{
    private const string Text = """<think>a</think><tool_call>{"name":"f","arguments":{}}</tool_call><function=f></function>""";
    private const string AsText = """reasoning:a|text:<tool_call>{"name":"f","arguments":{}}</tool_call><function=f></function>""";

    [Theory]
    [InlineData("{}", AsText)]
    [InlineData("""{"tools":[]}""", AsText)]
    [InlineData("""{"tools":null}""", AsText)]
    [InlineData("""{"tools":[{"type":"function","name":"f"}],"tool_choice":"none"}""", AsText)]
    [InlineData("""{"tools":[{"type":"function","name":"f"}],"tool_choice":"auto"}""", "reasoning:a|call 0:f({})|call 1:f({})")]
    [InlineData("""{"tools":[{"type":"function","name":"f"}],"tool_choice":{"type":"function","name":"f"}}""", "reasoning:a|call 0:f({})|call 1:f({})")]
    public void Calls_without_tools_stay_text(string request, string expected) => ModelTextParserTests.Check(
        () => [new ThinkBlock { EndsAtCalls = true }, new HermesToolCallBlock(), new XmlToolCallBlock()], Text, expected, new() { Request = JsonElement.Parse(request) });

    [Fact]
    public void Calls_of_an_unknown_request_are_parsed() =>
        Parsed.Text(new(new HermesToolCallBlock()), Text).Should().Contain("call 0:f({})");
}
