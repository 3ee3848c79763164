using AgenticApi.Scripted;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>What every scenario of the scripted server promises.</summary>
public class ScenarioTests
{
    public static TheoryData<string> Names => [.. Scenario.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Answers_end_and_deviate_as_the_scenario_says(string name)
    {
        var scenario = Get(name);

        var turns = await Conversation.PlayAsync(scenario);

        turns.Select(turn => turn.Folded.Ending.ToString()).Should().Equal(scenario.Endings, "{0}", turns[^1].Text);
        turns.SelectMany(turn => turn.Folded.Deviations).Select(deviation => deviation.Kind.ToString()).Distinct().Should().BeEquivalentTo(scenario.Deviations);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Two_runs_give_the_same_bytes(string name)
    {
        var (first, second) = (await Conversation.PlayAsync(Get(name)), await Conversation.PlayAsync(Get(name)));

        first.Select(turn => turn.Text).Should().Equal(second.Select(turn => turn.Text));
    }

    [Fact]
    public void Names_are_unique_and_every_cassette_has_its_scenario()
    {
        Scenario.All.Select(scenario => scenario.Name).Should().OnlyHaveUniqueItems();
        Directory.EnumerateFiles(Repository.Cassettes, "*.yaml").Select(Path.GetFileNameWithoutExtension).Should().BeSubsetOf(Scenario.All.Select(scenario => scenario.Name));
    }

    private static Scenario Get(string name) => Scenario.All.Single(scenario => scenario.Name == name);
}
