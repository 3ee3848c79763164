using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>Properties of the parser for any raw text, cut anywhere.</summary>
public class ParserProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(30);

    private static readonly string[] Pieces =
    [
        "Hello", " ", "\n\n", "<", ">", "/", "<think>", "</think>", "<tool_call>", "</tool_call>", "{", "}", "\"", "\\", "{\"name\":\"f\",\"arguments\":{", "}}",
        "{\"name\": \"g\"}", "<tool_call>{\"name\":\"h\",\"arguments\":{\"x\":\"<think>\"}}</tool_call>", "<function=f>", "<parameter=a>", "</parameter>", "</function>",
        "<tool_call><function=q><parameter=a>1</parameter></function></tool_call>", "🎞", "<tool", "_call>", "\"a\":1",
    ];

    [Fact]
    public void Any_text_cut_anywhere_gives_the_same_result() => Check((text, seed) =>
        Parsed.Text(Parser(), Parsed.AtRandom(text, seed)).Should().Equal(Parsed.Text(Parser(), text)));

    [Fact]
    public void Any_text_keeps_everything_except_parsed_tags() => Check((text, _) =>
    {
        var parser = Parser();
        List<ModelDelta> said = [.. parser.Parse(text), .. parser.Finish()];

        // Only the tags of reasoning and calls are missing; everything else is there, in order.
        var at = 0;
        foreach (var content in said.Select(delta => (delta as ContentDelta)?.Text ?? (delta as ReasoningDelta)?.Text).OfType<string>())
        {
            at = text.IndexOf(content, at, StringComparison.Ordinal);
            at.Should().BeGreaterThanOrEqualTo(0);
            at += content.Length;
        }

        if (!text.Contains("<think>", StringComparison.Ordinal) && said.TrueForAll(delta => delta is ContentDelta))
        {
            string.Concat(said.Cast<ContentDelta>().Select(delta => delta.Text)).Should().Be(text);
        }
    });

    [Fact]
    public void Any_answer_of_blocks_streams_as_its_items_without_tags_in_text() => Check((plan, seed) =>
    {
        var (raw, expected) = Answer(plan);
        var parser = Parser();
        List<ModelDelta> deltas = [.. Parsed.AtRandom(raw, seed).SelectMany(parser.Parse)];
        deltas.AddRange(parser.Finish());

        var emitted = Emit.All(deltas);

        emitted.Items.Should().Equal(expected);
        emitted.Events.OfType<DeltaEvent>().Where(e => e is not FunctionCallArgumentsDeltaEvent).Should().NotContain(e => e.Delta!.Contains('<'));
    });

    private static ModelTextParser Parser() => new(new ThinkBlock(), new HermesToolCallBlock(), new XmlToolCallBlock());

    /// <summary>An answer of whole blocks, and its items.</summary>
    private static (string Raw, List<string> Items) Answer(int[] plan)
    {
        var raw = new StringBuilder();
        var items = new List<string>();
        foreach (var seed in plan.Select(seed => (uint)seed))
        {
            var word = $"word {seed}";
            var json = $$"""{"x":{{JsonSerializer.Serialize($"{word}</tool_call>")}}}""";
            var (text, item) = (seed % 4) switch
            {
                0 => ($"<think>{word}</think>", $"reasoning:{word}"),
                1 => ($"<tool_call>{{\"name\":\"f\",\"arguments\":{json}}}</tool_call>\n", $"f({json})"),
                2 => ($"<tool_call>\n<function=g>\n<parameter=x>\n{word}\n</parameter>\n</function>\n</tool_call>\n", $$"""g({"x":"{{word}}"})"""),
                _ => (word, $"text:{word}"),
            };
            raw.Append(text);
            if (seed % 4 is 0 or 3 && items.Count > 0 && items[^1].StartsWith(item[..5], StringComparison.Ordinal))
            {
                items[^1] += word;
            }
            else
            {
                items.Add(item);
            }
        }

        return (raw.ToString(), items);
    }

    private static void Check(Action<string, int> property) =>
        Check((int[] plan, int seed) => property(string.Concat(plan.Select(piece => Pieces[(uint)piece % Pieces.Length])), seed));

    private static void Check(Action<int[], int> property) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int>(), property).Check(Configuration);
}
