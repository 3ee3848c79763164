using FsCheck;
using FsCheck.Fluent;

namespace AgenticApi.Serving.Tests.Properties;

/// <summary>Answers that are written in a format are parsed into the same items.</summary>
public class WrittenAnswerProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(12);

    private static readonly Dictionary<string, IAnswerWriter> Writers = new()
    {
        ["hermes"] = new HermesWriter(),
        ["xml"] = new XmlWriter(),
    };

    public static TheoryData<string> Formats => [.. Writers.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Any_answer_is_parsed_into_its_items(string format) => Check(format, AnswerChecks.IsParsedIntoItems);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Answer_cut_anywhere_has_no_completed_call_that_is_incomplete(string format) => Check(format, AnswerChecks.CompletesOnlyWholeCalls);

    private static void Check(string format, Action<IAnswerWriter, int[], int> property) => Prop
        .ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<int>(), (plan, seed) => property(Writers[format], plan, seed))
        .Check(Configuration);
}
