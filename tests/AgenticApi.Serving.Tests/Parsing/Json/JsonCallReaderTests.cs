using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing.Json;

/// <summary>Calls in JSON, read by a block that is not part of the library.</summary>
public class JsonCallReaderTests
{
    [Theory]
    [InlineData("""{"name":"f","arguments":{"a":1}}""", """call 0:f({"a":1})""")]
    [InlineData("""{"parameters":{"a":1},"id":"x","type":"function","name":"f"}""", """call 0:f#x({"a":1})""")]
    [InlineData("""{"name":"other","arguments":{}}""", """text:{"name":"other","arguments":{}}""")]
    [InlineData("""{"answer":"x","name":"f","arguments":{}}""", """text:{"answer":"x","name":"f","arguments":{}}""")]
    public void Object_without_a_tag_is_a_call_of_a_known_tool_or_text(string text, string expected) => ModelTextParserTests.Check(
        () => [new BraceBlock()], text, expected, new() { Request = JsonElement.Parse("""{"tools":[{"type":"function","name":"f"}]}""") });

    [Fact]
    public void Object_that_is_not_a_call_is_sent_before_its_end() =>
        Parsed.Join(new ModelTextParser(new BraceBlock()).Parse("""{"answer": "a""")).Should().Equal("""text:{"answer": "a""");

    /// <summary>Reads calls that begin with their brace.</summary>
    private sealed class BraceBlock : ITextBlock
    {
        private JsonCallReader _call = new(ToolSchemas.Empty);

        public IReadOnlyList<TextBlockOpening> Openings => [new("{", OnlyAtStart: true)];

        public void Open(TextBlockContext context)
        {
            _call = new JsonCallReader(context.Tools, needsArguments: true);
            _call.Begin(isOpen: true);
        }

        public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
        {
            var taken = _call.Read(text, isEnd, output);
            return _call.IsBroken ? TextBlockStep.Rejected() : _call.IsWhole ? TextBlockStep.Closed(taken) : TextBlockStep.More(taken);
        }
    }
}
