using System.Text.RegularExpressions;
using AgenticApi.Cassettes;
using AgenticApi.Folding;

namespace AgenticApi.Tests.Readme;

/// <summary>The README matches the code.</summary>
public partial class ReadmeTests
{
    private const string Package = "src/AgenticApi/README.md";

    [Theory]
    [InlineData("README.md")]
    [InlineData(Package)]
    public void First_example_is_the_one_that_is_compiled_here(string readme)
    {
        var source = File.ReadAllText(Path.Combine(Repository.Root, "tests/AgenticApi.Tests/Readme/Example.cs"));
        var example = source.Split("// README begins\n")[1].Split("        // README ends")[0];
        var lines = example.Split('\n').Select(line => line.Length >= 8 ? line[8..] : line);

        CSharpBlock().Match(Text(readme)).Groups[1].Value.Should().Be(string.Join('\n', lines));
    }

    [Fact]
    public async Task First_example_prints_the_text_and_starts_the_tools_of_a_cassette()
    {
        using var output = new StringWriter();
        var started = new List<string>();

        await Example.RunAsync(Turns.Get("tool-choice-auto-streaming.yaml", 1).Response.Open(), call => started.Add(call.Name), output);

        output.ToString().Should().Be($"I will look both up.Completed: 3 items, 5 deviations{Environment.NewLine}");
        started.Should().Equal("get_weather", "get_time");
    }

    public static TheoryData<string, int> Own => Turns.Own(_ => true);

    public static TheoryData<string, int> Recorded => Turns.Recorded(_ => true);

    [Theory]
    [MemberData(nameof(Own))]
    public Task First_example_starts_every_whole_call_of_a_turn_once(string file, int turn) => AssertStarted(Turns.Get(file, turn));

    [Theory]
    [MemberData(nameof(Recorded))]
    public Task First_example_starts_every_whole_call_of_a_recorded_turn_once(string file, int turn) =>
        turn == 0 ? Task.CompletedTask : AssertStarted(Turns.Get(file, turn));

    private static async Task AssertStarted(CassetteTurn turn)
    {
        using var output = new StringWriter();
        var started = new List<FunctionCallItem>();
        var accumulator = new ResponseAccumulator();
        await foreach (var _ in accumulator.ReadAsync(turn.Response.Open()))
        {
        }

        await Example.RunAsync(turn.Response.Open(), started.Add, output);

        var result = accumulator.Finish();
        var whole = result.Response.FunctionCalls
            .Where(call => string.IsNullOrEmpty(call.Status) ? result.Ending == Ending.Completed : call.Status is not ("incomplete" or "in_progress"));
        started.Select(call => (accumulator.FinalCallId(call.CallId), call.Name)).Should().Equal(whole.Select(call => (call.CallId, call.Name)));
    }

    [Fact]
    public void Table_of_deviations_has_a_row_for_every_kind_with_its_severity_and_action()
    {
        var rows = Row().Matches(Text(Package)).Select(m => (m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value));

        var expected = Enum.GetValues<DeviationKind>().Select(kind => (kind.ToString(), DeviationRules.Of(kind).Severity.ToString().ToLowerInvariant(), DeviationRules.Of(kind).Action.TrimEnd('.')));
        rows.Should().BeEquivalentTo(expected);
    }

    private static string Text(string readme) => File.ReadAllText(Path.Combine(Repository.Root, readme));

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"^\| `(\w+)` \| (info|warning|error) \| [^|]+ \| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
