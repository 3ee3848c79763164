using AgenticApi.Scripted;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>What every scenario of the scripted server promises, and every cassette that was recorded from it.</summary>
public sealed class ScenarioTests
{
    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answers_end_and_deviate_as_the_scenario_says(string name)
    {
        var scenario = Scenario.All.Single(scenario => scenario.Name == name);

        var turns = Turn.Of(scenario);

        turns.Select(turn => turn.Folded.Ending.ToString()).Should().Equal(scenario.Endings, "{0}", turns[^1].Text);
        turns.SelectMany(turn => turn.Folded.Deviations).Select(deviation => deviation.Kind.ToString()).Distinct().Should().BeEquivalentTo(scenario.Deviations);
    }

    [Fact]
    public async Task Cassettes_are_to_the_byte_what_the_tool_records_of_the_scenarios()
    {
        using var folder = new TemporaryFolder();
        using var said = new StringWriter();

        (await ScenarioRecording.RunAsync(Scenario.All, folder.Path, ScenarioRecording.Tool, TextWriter.Null, said)).Should().BeTrue(said.ToString());

        Files(folder.Path).Should().Equal(Files(Repository.Cassettes), "the scenarios are the cassettes");
        foreach (var name in Files(folder.Path))
        {
            File.ReadAllText(folder[name!]).Should().Be(File.ReadAllText(Path.Combine(Repository.Cassettes, name!)), "{0} is recorded by: dotnet run --project tests/AgenticApi.ScriptedServer -- record cassettes", name);
        }

        static IEnumerable<string?> Files(string folder) => Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Names_are_unique() => Scenario.All.Select(scenario => scenario.Name).Should().OnlyHaveUniqueItems();
}
