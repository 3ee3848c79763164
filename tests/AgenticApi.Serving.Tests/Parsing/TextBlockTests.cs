using System.Text.Json;

namespace AgenticApi.Serving.Tests.Parsing;

/// <summary>What a block of one's own may rely on.</summary>
public class TextBlockTests
{
    [Theory]
    [InlineData("a<x>bc!d", "text:a<x>bc!d")]
    [InlineData("a<x>bc.d", "text:a|reasoning:bc|text:d")]
    [InlineData("a<x>bc", "text:a<x>bc")]
    public void Text_that_a_block_took_comes_out_where_it_rejects_it_later(string text, string expected) =>
        ModelTextParserTests.Check(() => [new Taking("<x>")], text, expected);

    [Fact]
    public void Next_block_with_the_tag_reads_what_the_first_took() =>
        ModelTextParserTests.Check(() => [new Taking("<x>"), new Taking("<x>", '!')], "<x>bc!d<x>e.", "reasoning:bc|text:d|reasoning:e");

    [Theory]
    [InlineData("[a.b", "reasoning:a|text:b")]
    [InlineData(" \n[a.b", "text: \n|reasoning:a|text:b")]
    [InlineData("b[a.", "text:b[a.")]
    [InlineData("[a![b.", "text:[a![b.")]
    [InlineData("<think>t</think>[a.b", "reasoning:ta|text:b")]
    public void Block_may_begin_at_the_start_only(string text, string expected) =>
        ModelTextParserTests.Check(() => [new ThinkBlock(), new Taking("[") { IsAtStart = true }], text, expected);

    [Theory]
    [InlineData("[LONG]a.b", "reasoning:a|text:b")]
    [InlineData("[LONa.b", "reasoning:LONa|text:b")]
    [InlineData("[LON", "text:[LON")]
    public void Longest_tag_is_asked_first(string text, string expected) =>
        ModelTextParserTests.Check(() => [new Taking("["), new Taking("[LONG]")], text, expected);

    [Theory]
    [InlineData("ab.c", "reasoning:ab|text:c")]
    [InlineData("ab!c", "text:ab!c")]
    [InlineData("", "")]
    public void Block_may_rule_the_text_from_its_first_character(string text, string expected) =>
        ModelTextParserTests.Check(() => [new Taking("") { IsAtStart = true }], text, expected);

    [Fact]
    public void Block_that_holds_no_calls_may_end_at_one_that_does() => ModelTextParserTests.Check(
        () => [new Taking("<x>") { Yields = true }, new HermesToolCallBlock()],
        "<x>a<tool_call>{\"name\":\"f\"}</tool_call>b",
        "text:<x>a|call 0:f({})|text:b");

    [Fact]
    public void Block_is_told_where_it_stands_and_what_the_parser_knows()
    {
        var block = new Noting();
        var options = new ModelTextParserOptions { Request = JsonElement.Parse("""{"tools":[{"type":"function","name":"f"}],"tool_choice":"none"}"""), KeepWhiteSpace = true };

        Parsed.Text(new(options, new ThinkBlock(), block), " <think>a</think>\n<n>\n<n>b<n>");

        block.Contexts.Select(context => (context.Tag, context.IsAtStart, context.FollowsItself)).Should().Equal(("<n>", true, false), ("<n>", true, true), ("<n>", false, false));
        block.Contexts.Should().OnlyContain(context => context.Tools.Has("f") && !context.AllowsCalls && context.KeepsWhiteSpace);
    }

    [Fact]
    public void Call_that_is_left_open_is_cut_off() =>
        ModelTextParserTests.Check(() => [new Beginning()], "<c>x", "call 0:f({…|text:x");

    [Fact]
    public void Block_that_rejects_what_it_has_written_is_a_fault_of_the_program() =>
        new ModelTextParser(new Beginning { Rejects = true }).Invoking(parser => parser.Parse("<c>")).Should().Throw<InvalidOperationException>().WithMessage("*Beginning*");

    [Fact]
    public void Arguments_without_a_call_are_a_fault_of_the_program() =>
        new ModelTextParser(new Beginning { Begins = false }).Invoking(parser => parser.Parse("<c>")).Should().Throw<InvalidOperationException>();

    [Fact]
    public void Opening_must_be_a_tag_or_stand_at_the_start()
    {
        FluentActions.Invoking(() => new ModelTextParser(new Taking(""))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new ModelTextParser((IEnumerable<ITextBlock>)null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new ModelTextParser((ModelTextParserOptions)null!, new ThinkBlock())).Should().Throw<ArgumentNullException>();
    }

    /// <summary>Takes each character as it comes, and is reasoning up to a dot, or nothing where there is an exclamation mark.</summary>
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

    /// <summary>Is nothing but its tag, and notes where that stood.</summary>
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
            return Rejects ? TextBlockStep.Rejected() : TextBlockStep.Closed(0);
        }
    }
}
