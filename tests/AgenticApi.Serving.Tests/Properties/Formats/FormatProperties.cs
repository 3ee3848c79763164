using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>What holds for each format: what a model writes in it is read back as what it meant, and soon.</summary>
public abstract class FormatProperties
{
    private const int Length = 8000;

    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(12);

    private static readonly ModelTextParserOptions Options = new()
    {
        Request = JsonElement.Parse("""
            {"tools":[{"type":"function","name":"f","parameters":{"properties":{"s":{"type":"string"},"t":{"type":"string"},"n":{"type":"integer"},
             "b":{"type":"boolean"},"o":{"type":"array"},"z":{"anyOf":[{"type":"string"},{"type":"null"}]}}}}]}
            """),
    };

    [Fact]
    public void Any_answer_is_read_back_as_it_was_meant() => Check((writer, plan, seed) =>
    {
        var written = WrittenAnswer.Of(plan, writer);

        var emitted = Emit.All(Parsed.Deltas(Parser(writer), Parsed.AtRandom(written.Text, seed)), null);

        emitted.Items.Select(Canonical).Should().Equal(written.Items.Select(Canonical));
        emitted.Response.Output.Should().NotContain(item => item.Status != "completed");
    });

    [Fact]
    public void Answer_that_is_cut_anywhere_completes_no_call_that_was_not_whole() => Check((writer, plan, seed) =>
    {
        var written = WrittenAnswer.Of(plan, writer);
        var cut = (int)((uint)seed % (written.Text.Length + 1));

        var emitted = Emit.All(Parsed.Deltas(Parser(writer), Parsed.AtRandom(written.Text[..cut], seed)), null);

        var calls = written.Items.Where(item => item.StartsWith("f(", StringComparison.Ordinal)).Select(Canonical).ToList();
        var whole = emitted.Response.FunctionCalls.Where(call => call.Status == "completed").Select(call => Canonical($"{call.Name}({call.Arguments})")).ToList();
        whole.Should().Equal(calls.Take(whole.Count));
        var ended = written.Items.Zip(written.Ends).Count(item => item.First.StartsWith("f(", StringComparison.Ordinal) && item.Second <= cut);
        whole.Count.Should().BeInRange(ended, ended + 1);
    });

    [Fact]
    public void Any_pieces_of_the_format_give_the_same_however_they_are_cut() => Check((writer, plan, seed) =>
    {
        string[] pieces = [.. writer.Tags, " ", "\n", "f", "{", "}", "\"", "[", "]", "1", ",", "{\"a\":1}", "{\"name\":\"f\",\"arguments\":{\"a\":\"<\"}}", writer.Call("f", [("s", "x")])];
        var text = string.Concat(plan.Select(piece => pieces[(uint)piece % pieces.Length]));

        var whole = Parsed.Text(Parser(writer), text);

        Parsed.Text(Parser(Create()), Parsed.AtRandom(text, seed)).Should().Equal(whole);
        Parsed.Text(Parser(Create()), Parsed.ByCharacter(text)).Should().Equal(whole);
        Emit.All(Parsed.Deltas(Parser(Create()), text), null);
    });

    [Fact]
    public void Arguments_are_sent_while_they_come()
    {
        var value = string.Concat(Enumerable.Range(0, Length / 8).Select(i => $"{i:d7} "));
        var writer = Create();
        var text = writer.Call("f", [("s", value)]);
        var parser = Parser(writer);
        int? first = null;
        var longest = 0;
        var waited = 0;
        var start = text.IndexOf(value, StringComparison.Ordinal);
        for (var at = 0; at < start + value.Length; at++)
        {
            waited++;
            var isCall = parser.Parse(text[at].ToString()).OfType<ToolCallDelta>().Any(delta => at < start || delta.Arguments is not null);
            if (isCall && at >= start)
            {
                first ??= at - start;
                longest = Math.Max(longest, waited);
            }

            waited = isCall ? 0 : waited;
        }

        first.Should().BeLessThan(16);
        Math.Max(longest, waited).Should().BeLessThanOrEqualTo(64);
    }

    /// <summary>Writes the format, and counts from the beginning where it counts.</summary>
    private protected abstract IAnswerWriter Create();

    private static ModelTextParser Parser(IAnswerWriter writer) => new(Options, writer.Blocks);

    /// <summary>An item with its arguments spelled one way.</summary>
    private static string Canonical(string item) =>
        item.StartsWith("f(", StringComparison.Ordinal) ? $"f({JsonSerializer.Serialize(JsonElement.Parse(item[2..^1]))})" : item;

    private void Check(Action<IAnswerWriter, int[], int> property) => Prop
        .ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int>(), (plan, seed) => property(Create(), plan, seed))
        .Check(Configuration);
}
