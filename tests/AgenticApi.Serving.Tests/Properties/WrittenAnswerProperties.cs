using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>What a model of a format writes is read back as what it meant.</summary>
public class WrittenAnswerProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(12);

    private static readonly ModelTextParserOptions Options = new()
    {
        Request = JsonElement.Parse("""
            {"tools":[{"type":"function","name":"f","parameters":{"properties":{"s":{"type":"string"},"t":{"type":"string"},"n":{"type":"integer"},
             "b":{"type":"boolean"},"o":{"type":"array"},"z":{"anyOf":[{"type":"string"},{"type":"null"}]}}}}]}
            """),
    };

    private static readonly Dictionary<string, IAnswerWriter> Writers = new()
    {
        ["hermes"] = new HermesWriter(),
        ["xml"] = new XmlWriter(),
    };

    public static TheoryData<string> Formats => [.. Writers.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Any_answer_is_read_back_as_it_was_meant(string format) => Check(format, (writer, plan, seed) =>
    {
        var written = WrittenAnswer.Of(plan, writer);

        var emitted = Emit.All(Parsed.Deltas(Parser(writer), Parsed.AtRandom(written.Text, seed)), null);

        emitted.Items.Select(Canonical).Should().Equal(written.Items.Select(Canonical));
        emitted.Response.Output.Should().NotContain(item => item.Status != "completed");
    });

    [Theory]
    [MemberData(nameof(Formats))]
    public void Answer_that_is_cut_anywhere_completes_no_call_that_was_not_whole(string format) => Check(format, (writer, plan, seed) =>
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

    private static ModelTextParser Parser(IAnswerWriter writer) => new(Options, writer.Blocks);

    /// <summary>An item with its arguments spelled one way.</summary>
    private static string Canonical(string item) =>
        item.StartsWith("f(", StringComparison.Ordinal) ? $"f({JsonSerializer.Serialize(JsonElement.Parse(item[2..^1]))})" : item;

    private static void Check(string format, Action<IAnswerWriter, int[], int> property) => Prop
        .ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int>(), (plan, seed) => property(Writers[format], plan, seed))
        .Check(Configuration);
}
