using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>Calls in JSON without tags around them.</summary>
public class JsonToolCallBlockTests
{
    private const string Tools = """{"tools":[{"type":"function","name":"f","parameters":{"properties":{"a":{"type":"string"}}}},{"type":"function","name":"g"}]}""";

    [Theory]
    [InlineData("""{"name": "f", "parameters": {"a": "x"}}""", """call 0:f({"a": "x"})""")]
    [InlineData(" \n{\"name\": \"f\", \"arguments\": {}}", "text: \n|call 0:f({})")]
    [InlineData("""{"type": "function", "name": "f", "parameters": {"a": 1}}""", """call 0:f({"a": 1})""")]
    [InlineData("""{"type": "function", "function": {"name": "f", "parameters": {"a": 1}}}""", """call 0:f({"a": 1})""")]
    [InlineData("""{"parameters": {"a": 1}, "name": "f"}""", """call 0:f({"a": 1})""")]
    [InlineData("""{"name": "f", "parameters": {"a": "{\"name\": \"g\"}; <|python_tag|>"}}; {"name": "g", "parameters": {}}""", """call 0:f({"a": "{\"name\": \"g\"}; <|python_tag|>"})|call 1:g({})""")]
    [InlineData("[{\"name\": \"f\", \"arguments\": {}},\n{\"name\": \"g\", \"arguments\": {}}]", "call 0:f({})|call 1:g({})")]
    [InlineData("{\"name\": \"f\", \"parameters\": {}}\nDone.", "call 0:f({})|text:\nDone.")]
    [InlineData("""<|python_tag|>{"name": "h", "parameters": {"a": 1}}""", """call 0:h({"a": 1})""")]
    [InlineData("""a <|python_tag|>{"name": "g"};{"name": "g"}<|python_tag|>{"name": "g"}""", "text:a |call 0:g({})|call 1:g({})|call 2:g({})")]
    [InlineData("""<|python_tag|>[{"name": "g"}] b""", "call 0:g({})|text: b")]
    public void Object_is_a_call(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("""{"name": "Bob", "parameters": {"a": 1}}""")]
    [InlineData("""{"name": "f", "age": 3}""")]
    [InlineData("""{"name": "f"}""")]
    [InlineData("""{"city": "Paris", "name": "f", "parameters": {}}""")]
    [InlineData("""{"name": "f", "parameters": 3}""")]
    [InlineData("""[{"id": 1}, {"id": 2}]""")]
    [InlineData("[1, 2]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""A {"name": "f", "parameters": {}}""")]
    [InlineData("<|python_tag|>print(1)")]
    public void JSON_that_is_not_a_call_is_text(string text) => Check(text, "text:" + text);

    [Fact]
    public void Answer_in_JSON_is_sent_before_its_end()
    {
        var parser = new ModelTextParser(Options(), new JsonToolCallBlock());

        Parsed.Join(parser.Parse("""{"answer": "Par""")).Should().Equal("""text:{"answer": "Par""");
        Parsed.Join(new ModelTextParser(Options(), new JsonToolCallBlock()).Parse("""{"name": "Bob",""")).Should().Equal("""text:{"name": "Bob",""");
    }

    [Theory]
    [InlineData("""{"name": "f", "parameters": {"a": "x""", """call 0:f({"a": "x…""")]
    [InlineData("""{"name": "f", "parameters": {"a": 1}""", """call 0:f({"a": 1}…""")]
    [InlineData("""{"name": "f", "parameters": {}}; {"na""", """call 0:f({})|call 1:({"na…""")]
    [InlineData("""<|python_tag|>{"name": "f", "par""", "call 0:f(…")]
    [InlineData("""<|python_tag|>{"na""", """call 0:({"na…""")]
    [InlineData("""{"name": "f", "parameters": {"a": 1]}} b<|python_tag|>{"name": "g"}""", """call 0:f({"a": 1]}} b!|call 1:g({})""")]
    public void Call_that_is_cut_off_or_broken_is_incomplete(string text, string expected) => Check(text, expected);

    [Theory]
    [InlineData("functools", """functools[{"name": "f", "arguments": {"a": 1}}, {"name": "g", "arguments": {}}]""", """call 0:f({"a": 1})|call 1:g({})""")]
    [InlineData("functools", "Use functools [sic].", "text:Use functools [sic].")]
    [InlineData("<|tool_call|>", """<|tool_call|>[{"name": "f", "arguments": {"a": 1}}]""", """call 0:f({"a": 1})""")]
    [InlineData("<function_call>", "<function_call> {\"name\": \"f\", \"arguments\": {\"a\": 1}}\n<function_call> {\"name\": \"g\", \"arguments\": {}}", "call 0:f({\"a\": 1})|text:\n|call 1:g({})")]
    public void Other_required_tag_is_read(string tag, string text, string expected) =>
        ModelTextParserTests.Check(() => [new JsonToolCallBlock { OpeningTag = tag, NeedsTag = true }], text, expected, Options());

    [Fact]
    public void Calls_without_tools_stay_text() => ModelTextParserTests.Check(
        () => [new JsonToolCallBlock()], """{"name": "f", "parameters": {}}""", """text:{"name": "f", "parameters": {}}""", new() { Request = JsonElement.Parse("{}") });

    [Fact]
    public void Calls_in_Python_and_JSON_after_a_bracket_are_both_read()
    {
        ModelTextParserTests.Check(() => [new JsonToolCallBlock(), new PythonicToolCallBlock()], "[g()]", "call 0:g({})", Options());
        ModelTextParserTests.Check(() => [new PythonicToolCallBlock(), new JsonToolCallBlock()], """[{"name":"g","arguments":{}}]""", "call 0:g({})", Options());
    }

    private static void Check(string text, string expected) => ModelTextParserTests.Check(() => [new JsonToolCallBlock()], text, expected, Options());

    private static ModelTextParserOptions Options() => new() { Request = JsonElement.Parse(Tools) };
}
