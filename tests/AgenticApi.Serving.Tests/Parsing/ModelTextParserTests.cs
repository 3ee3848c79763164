using System.Text.RegularExpressions;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>The result for raw text, in one piece and cut after every character.</summary>
public partial class ModelTextParserTests
{
    private const string Call = """<tool_call>{"name": "f", "arguments": {"x": 1}}</tool_call>""";

    [Theory]
    [InlineData("plain", "text:plain")]
    [InlineData("<think>a</think>b", "reasoning:a|text:b")]
    [InlineData("<think>a", "reasoning:a")]
    [InlineData("<think>a</thi", "reasoning:a</thi")]
    [InlineData("x<think></think>", "text:x")]
    [InlineData("a</think>b", "text:a</think>b")]
    [InlineData("a < b <thin", "text:a < b <thin")]
    [InlineData("<<think>a</</think><", "text:<|reasoning:a</|text:<")]
    [InlineData("<think>1</think>a<think>2</think>b", "reasoning:1|text:a|reasoning:2|text:b")]
    [InlineData("<think>" + Call + "</think>", "reasoning:" + Call)]
    public void Text_between_tags_is_reasoning(string text, string expected) => Check(() => [new ThinkBlock()], text, expected);

    [Theory]
    [InlineData("a</think>b", "reasoning:a|text:b")]
    [InlineData("<think>a</think>b", "reasoning:a|text:b")]
    [InlineData("\n<think>a</think>b", "reasoning:a|text:b")]
    [InlineData("\n<thin", "reasoning:<thin")]
    [InlineData("a<think>b</think>c<think>d</think>", "reasoning:a<think>b|text:c|reasoning:d")]
    [InlineData("</think>b", "text:b")]
    [InlineData("", "")]
    public void Text_after_a_prompt_with_the_tag_begins_as_reasoning(string text, string expected) =>
        Check(() => [new ThinkBlock(startsOpen: true)], text, expected);

    [Theory]
    [InlineData(Call, """call 0:f({"x": 1})""")]
    [InlineData("a\n" + Call + "\n" + Call + "b", "text:a|call 0:f({\"x\": 1})|call 1:f({\"x\": 1})|text:b")]
    [InlineData("""<tool_call> {"arguments":{ "t":"</tool_call>}"}, "name":"f"} </tool_call>""", """call 0:f({ "t":"</tool_call>}"})""")]
    [InlineData("""<tool_call>{"name":"f"}</tool_call>""", "call 0:f({})")]
    [InlineData("""<tool_call>{"name":"f","arguments":"{\"a\":1}"}</tool_call>""", """call 0:f({"a":1})""")]
    [InlineData("<tool_call><tool_call>" + Call, """text:<tool_call>|call 0:f({"x": 1})""")]
    [InlineData("""<tool_call>{"name": "f", "argu""", "call 0:f(…")]
    [InlineData("""<tool_call>{"name": "f", "arguments": {}}</tool_cal""", "call 0:f({})")]
    [InlineData("""<tool_call>{"name": "f", "arguments": {}}} </tool_call>""" + Call, """call 0:f({})|call 1:f({"x": 1})""")]
    [InlineData("""<tool_call>{"name": "f", </tool_call>""" + Call, """call 0:f(!|call 1:f({"x": 1})""")]
    [InlineData("<tool_call>{\"name\": \"f\n</tool_call>" + Call, "text:<tool_call>{\"name\": \"f\n</tool_call>|call 0:f({\"x\": 1})")]
    [InlineData("""<tool_call>{"name": "", "arguments": {}}</tool_call>""", """text:<tool_call>{"name": "", "arguments": {}}</tool_call>""")]
    [InlineData("""<tool_call>{"name": "f", "arguments": [1]}</tool_call>""", "call 0:f([1]}!")]
    [InlineData("""<tool_call>{"name": "\ud83d"}</tool_call>""", """text:<tool_call>{"name": "\ud83d"}</tool_call>""")]
    [InlineData("the <tool_call> tag and <tool_calls>", "text:the <tool_call> tag and <tool_calls>")]
    public void JSON_between_tags_is_a_Hermes_call(string text, string expected) => Check(() => [new HermesToolCallBlock()], text, expected);

    [Fact]
    public void Reasoning_and_calls_in_one_text_are_both_read() => Check(
        () => [new ThinkBlock(startsOpen: true), new HermesToolCallBlock()],
        "Let me <tool_call> see.</think>\n\n" + Call + "<think>now</think>" + """<tool_call>{"name":"g","arguments":{"t":"<think>"}}</tool_call>""" + "done <think>",
        """reasoning:Let me <tool_call> see.|call 0:f({"x": 1})|reasoning:now|call 1:g({"t":"<think>"})|text:done """);

    [Fact]
    public void Two_blocks_with_the_same_tag_are_both_read() => Check(
        () => [new HermesToolCallBlock(), new XmlToolCallBlock()],
        Call + "<tool_call><function=g></function></tool_call><tool_call>neither",
        """call 0:f({"x": 1})|call 1:g({})|text:<tool_call>neither""");

    [Fact]
    public void Text_is_sent_immediately_except_possible_tags()
    {
        var parser = new ModelTextParser(new ThinkBlock(), new HermesToolCallBlock());

        parser.Parse("ab <").Should().ContainSingle().Which.Should().BeOfType<ContentDelta>().Which.Text.Should().Be("ab ");
        parser.Parse("tool").Should().BeEmpty();
        parser.Parse("box>").Should().ContainSingle().Which.Should().BeOfType<ContentDelta>().Which.Text.Should().Be("<toolbox>");
        parser.Parse("<think>deep").Should().ContainSingle().Which.Should().BeOfType<ReasoningDelta>().Which.Text.Should().Be("deep");
        parser.Parse("er").Should().ContainSingle().Which.Should().BeOfType<ReasoningDelta>().Which.Text.Should().Be("er");
    }

    [Fact]
    public void Text_after_a_false_tag_is_sent_before_the_end() =>
        string.Concat(new ModelTextParser(new HermesToolCallBlock()).Parse("Use <tool_call> like this").Cast<ContentDelta>().Select(delta => delta.Text))
            .Should().Be("Use <tool_call> like this");

    [Fact]
    public async Task Content_between_other_deltas_is_parsed_in_order()
    {
        ModelDelta[] said = [new ContentDelta("a<tool"), new UsageDelta(), new ContentDelta("_call>"), new FinishDelta("stop"), new UsageDelta()];

        var kinds = await new ModelTextParser(new HermesToolCallBlock()).ParseAsync(said.ToAsyncEnumerable()).Select(delta => $"{delta.GetType().Name} {(delta as ContentDelta)?.Text}".Trim()).ToListAsync();

        kinds.Should().Equal("ContentDelta a", "UsageDelta", "ContentDelta <tool_call>", "FinishDelta", "UsageDelta");
    }

    [Fact]
    public void Long_call_and_many_false_tags_take_linear_time()
    {
        var value = new string('x', 200_000);
        var text = $$$"""<tool_call>{"name":"f","arguments":{"x":"{{{value}}}"}}</tool_call>""" + string.Concat(Enumerable.Repeat("<tool_call>", 20_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        Parsed.Text(new(new ThinkBlock(), new HermesToolCallBlock(), new XmlToolCallBlock()), text.Chunk(4).Select(piece => new string(piece))).Should().HaveCount(2);

        clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>
    /// Checks the result for a text in one piece, cut after every character, and in random pieces. Bars separate the expected parts.
    /// </summary>
    internal static void Check(Func<ITextBlock[]> blocks, string text, string expected, ModelTextParserOptions? options = null)
    {
        string[] all = [.. BetweenParts().Split(expected).Where(part => part.Length > 0)];
        Parsed.Text(new(options ?? new(), blocks()), text).Should().Equal(all);
        Parsed.Text(new(options ?? new(), blocks()), Parsed.ByCharacter(text)).Should().Equal(all);
        for (var seed = 0; seed < 5; seed++)
        {
            Parsed.Text(new(options ?? new(), blocks()), Parsed.AtRandom(text, seed)).Should().Equal(all);
        }

        Emit.All(Parsed.Deltas(new(options ?? new(), blocks()), Parsed.ByCharacter(text)), null);
    }

    // A tag may also contain a bar.
    [GeneratedRegex(@"\|(?=text:|reasoning:|call \d)")]
    private static partial Regex BetweenParts();
}
