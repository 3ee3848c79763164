using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Serving.Tests.Properties.Formats;

/// <summary>Properties of each format: answers are parsed into the same items, without delay.</summary>
public abstract class FormatProperties
{
    private const int Length = 8000;

    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(12);

    [Fact]
    public void Any_answer_is_parsed_into_its_items() => Check(AnswerChecks.IsParsedIntoItems);

    [Fact]
    public void Answer_cut_anywhere_has_no_completed_call_that_is_incomplete() => Check(AnswerChecks.CompletesOnlyWholeCalls);

    [Fact]
    public void Any_fragments_of_the_format_cut_anywhere_give_the_same_result() => Check((writer, plan, seed) =>
    {
        string[] pieces = [.. writer.Tags, " ", "\n", "f", "{", "}", "\"", "[", "]", "1", ",", "{\"a\":1}", "{\"name\":\"f\",\"arguments\":{\"a\":\"<\"}}", writer.Call("f", [("s", "x")])];
        var text = string.Concat(plan.Select(piece => pieces[(uint)piece % pieces.Length]));

        var whole = Parsed.Text(AnswerChecks.Parser(writer), text);

        Parsed.Text(AnswerChecks.Parser(Create()), Parsed.AtRandom(text, seed)).Should().Equal(whole);
        Parsed.Text(AnswerChecks.Parser(Create()), Parsed.ByCharacter(text)).Should().Equal(whole);
        Emit.All(Parsed.Deltas(AnswerChecks.Parser(Create()), text), null);
    });

    [Fact]
    public void Arguments_are_sent_while_the_model_writes_them()
    {
        var value = string.Concat(Enumerable.Range(0, Length / 8).Select(i => $"{i:d7} "));
        var writer = Create();
        var text = writer.Call("f", [("s", value)]);
        var parser = AnswerChecks.Parser(writer);
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

    /// <summary>Creates a writer of the format. A writer that counts calls begins at 0.</summary>
    private protected abstract IAnswerWriter Create();

    private void Check(Action<IAnswerWriter, int[], int> property) => Prop
        .ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int>(), (plan, seed) => property(Create(), plan, seed))
        .Check(Configuration);
}
