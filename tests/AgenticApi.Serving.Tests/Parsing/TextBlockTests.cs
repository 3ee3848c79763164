using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>The contract between the parser and a custom block.</summary>
public class TextBlockTests
{
    [Theory]
    [InlineData("a<x>bc!d", "text:a<x>bc!d")]
    [InlineData("a<x>bc.d", "text:a|reasoning:bc|text:d")]
    [InlineData("a<x>bc", "text:a<x>bc")]
    public void Text_consumed_by_a_block_that_rejects_later_is_text(string text, string expected) =>
        ModelTextParserTests.Check(() => [new Taking("<x>")], text, expected);

    [Fact]
    public void Next_block_with_the_tag_reads_the_consumed_text_again() =>
        ModelTextParserTests.Check(() => [new Taking("<x>"), new Taking("<x>", '!')], "<x>bc!d<x>e.", "reasoning:bc|text:d|reasoning:e");

    [Theory]
    [InlineData("[a.b", "reasoning:a|text:b")]
    [InlineData(" \n[a.b", "text: \n|reasoning:a|text:b")]
    [InlineData("b[a.", "text:b[a.")]
    [InlineData("[a![b.", "text:[a![b.")]
    [InlineData("<think>t</think>[a.b", "reasoning:ta|text:b")]
    public void Opening_with_OnlyAtStart_begins_a_block_only_at_the_start(string text, string expected) =>
        ModelTextParserTests.Check(() => [new ThinkBlock(), new Taking("[") { IsAtStart = true }], text, expected);

    [Theory]
    [InlineData("[LONG]a.b", "reasoning:a|text:b")]
    [InlineData("[LONa.b", "reasoning:LONa|text:b")]
    [InlineData("[LON", "text:[LON")]
    public void Longest_tag_is_tried_first(string text, string expected) =>
        ModelTextParserTests.Check(() => [new Taking("["), new Taking("[LONG]")], text, expected);

    [Theory]
    [InlineData("ab.c", "reasoning:ab|text:c")]
    [InlineData("ab!c", "text:ab!c")]
    [InlineData("", "")]
    public void Opening_with_an_empty_tag_begins_at_the_first_character(string text, string expected) =>
        ModelTextParserTests.Check(() => [new Taking("") { IsAtStart = true }], text, expected);

    [Fact]
    public void Block_that_yields_to_calls_ends_at_a_call() => ModelTextParserTests.Check(
        () => [new Taking("<x>") { Yields = true }, new HermesToolCallBlock()],
        "<x>a<tool_call>{\"name\":\"f\"}</tool_call>b",
        "text:<x>a|call 0:f({})|text:b");

    [Fact]
    public void Context_has_the_place_and_the_settings()
    {
        var block = new Noting();
        var options = new ModelTextParserOptions { Request = JsonElement.Parse("""{"tools":[{"type":"function","name":"f"}],"tool_choice":"none"}"""), KeepWhiteSpace = true };

        Parsed.Text(new(options, new ThinkBlock(), block), " <think>a</think>\n<n>\n<n>b<n>");

        block.Contexts.Select(context => (context.Tag, context.IsAtStart, context.FollowsItself)).Should().Equal(("<n>", true, false), ("<n>", true, true), ("<n>", false, false));
        block.Contexts.Should().OnlyContain(context => context.Tools.Has("f") && !context.AllowsCalls && context.KeepsWhiteSpace);
    }

    [Fact]
    public void Open_call_at_the_end_of_a_block_is_cut_off() =>
        ModelTextParserTests.Check(() => [new Beginning()], "<c>x", "call 0:f({…|text:x");

    [Fact]
    public void Rejection_after_output_throws() =>
        new ModelTextParser(new Beginning { Rejects = true }).Invoking(parser => parser.Parse("<c>")).Should().Throw<InvalidOperationException>().WithMessage("*Beginning*");

    [Fact]
    public void Arguments_without_a_call_throw() =>
        new ModelTextParser(new Beginning { Begins = false }).Invoking(parser => parser.Parse("<c>")).Should().Throw<InvalidOperationException>();

    [Fact]
    public void Empty_opening_without_OnlyAtStart_throws()
    {
        FluentActions.Invoking(() => new ModelTextParser(new Taking(""))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ModelTextParser((IEnumerable<ITextBlock>)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new ModelTextParser((ModelTextParserOptions)null!, new ThinkBlock())).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Block_that_consumes_more_than_its_text_throws() =>
        new ModelTextParser(new Beginning { Consumes = 1 }).Invoking(parser => parser.Parse("<c>")).Should().Throw<InvalidOperationException>().WithMessage("Beginning consumed 1 of 0 *");

    [Fact]
    public void Step_with_a_negative_length_throws()
    {
        foreach (var step in (Func<int, TextBlockStep>[])[TextBlockStep.More, TextBlockStep.Again, TextBlockStep.Closed])
        {
            FluentActions.Invoking(() => step(-1)).Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Tag_that_is_null_or_empty_throws(string? tag)
    {
        foreach (var create in (Func<object>[])[
            () => new ThinkBlock { OpeningTag = tag! }, () => new ThinkBlock { ClosingTag = tag! }, () => new HermesToolCallBlock { OpeningTag = tag! },
            () => new HermesToolCallBlock { ClosingTag = tag! }, () => new JsonToolCallBlock { OpeningTag = tag! }, () => new PythonicToolCallBlock { OpeningTag = tag! },
            () => new PythonicToolCallBlock { ClosingTag = tag! }, () => new GemmaToolCallBlock { OpeningTag = tag! }, () => new GemmaToolCallBlock { ClosingTag = tag! },
            () => new GemmaToolCallBlock { QuoteTag = tag! }, () => new XmlToolCallTags { Opening = tag! }, () => new XmlToolCallTags { Closing = tag! },
            () => new XmlToolCallTags { Function = tag! }, () => new XmlToolCallTags { FunctionEnd = tag! }, () => new XmlToolCallTags { Parameter = tag! },
            () => new XmlToolCallTags { ParameterEnd = tag! }, () => SectionToolCallTags.Kimi with { Openings = [] }, () => SectionToolCallTags.Kimi with { Openings = [tag!] },
            () => SectionToolCallTags.Kimi with { Closings = [tag!] }, () => SectionToolCallTags.Kimi with { Call = tag! },
            () => SectionToolCallTags.Kimi with { Arguments = tag! }, () => SectionToolCallTags.Kimi with { CallEnd = tag! }])
        {
            create.Should().Throw<ArgumentException>();
        }
    }

    /// <summary>Consumes each character immediately. The text up to a dot is reasoning; an exclamation mark rejects it.</summary>
    private sealed class Taking(string tag, char end = '.') : ITextBlock
    {
        private string _text = "";

        public bool IsAtStart { get; init; }

        public bool Yields { get; init; }

        public IReadOnlyList<TextBlockOpening> Openings => [new(tag, IsAtStart)];

        public bool HoldsCalls => false;

        public bool YieldsToCalls => Yields;

        public void Open(TextBlockContext context) => _text = "";

        public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
        {
            if (text.IsEmpty)
            {
                return TextBlockStep.More();
            }

            if (text[0] == end)
            {
                output.AppendReasoning(_text);
                return TextBlockStep.Closed(1);
            }

            _text += text[0];
            return text[0] == '!' ? TextBlockStep.Rejected() : TextBlockStep.More(1);
        }
    }

    /// <summary>A block that is only its tag, and that notes its context.</summary>
    private sealed class Noting : ITextBlock
    {
        public List<TextBlockContext> Contexts { get; } = [];

        public IReadOnlyList<TextBlockOpening> Openings => [new("<n>")];

        public bool HoldsCalls => false;

        public void Open(TextBlockContext context) => Contexts.Add(context);

        public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output) => TextBlockStep.Closed(0);
    }

    private sealed class Beginning : ITextBlock
    {
        public bool Begins { get; init; } = true;

        public bool Rejects { get; init; }

        public int Consumes { get; init; }

        public IReadOnlyList<TextBlockOpening> Openings => [new("<c>")];

        public void Open(TextBlockContext context)
        {
        }

        public TextBlockStep Read(ReadOnlySpan<char> text, bool isEnd, TextBlockOutput output)
        {
            if (Begins)
            {
                output.BeginCall("f");
            }

            output.AppendArguments("{");
            return Rejects ? TextBlockStep.Rejected() : TextBlockStep.Closed(Consumes);
        }
    }
}
