using AgenticApi.Scripted;

namespace AgenticApi.Cassettes.Tests.Scripted;

/// <summary>The scenarios beside the recordings of real servers that they are modelled on.</summary>
public class ModelTests
{
    public static TheoryData<string> Modelled => [.. Scenario.All.Where(scenario => scenario.Like.Count > 0).Select(scenario => scenario.Name)];

    [RecordingsTheory]
    [MemberData(nameof(Modelled))]
    public void Scenario_deviates_as_the_real_server_did(string name)
    {
        var scenario = Scenario.All.Single(scenario => scenario.Name == name);

        var real = scenario.Like.SelectMany(Load).SelectMany(turn => turn.Response.Accumulate().Deviations).Select(deviation => deviation.Kind.ToString()).Distinct();

        // A client that leaves breaks the stream itself; the recording shows what the server had to say.
        var interrupted = scenario.RecordArguments.Contains("--interrupt-after");
        real.Should().BeEquivalentTo(scenario.Unlike.Concat(scenario.Deviations).Where(kind => !(interrupted && kind == nameof(DeviationKind.StreamTruncated))));
    }

    [RecordingsTheory]
    [MemberData(nameof(Modelled))]
    public void Scenario_sends_every_type_of_event_and_item_that_the_real_server_sent(string name)
    {
        var scenario = Scenario.All.Single(scenario => scenario.Name == name);

        var scripted = Types(Turn.Of(scenario));

        scripted.Should().Contain(Types(scenario.Like.SelectMany(Load).Select(Turn.Of)));
    }

    [RecordingsTheory]
    [MemberData(nameof(Modelled))]
    public void Scenario_has_every_member_that_the_real_server_sent(string name)
    {
        var scenario = Scenario.All.Single(scenario => scenario.Name == name);

        var scripted = Turn.Of(scenario).SelectMany(Shapes.Of).ToHashSet();

        scenario.Like.SelectMany(Load).Select(Turn.Of).SelectMany(Shapes.Of).Distinct().Should().BeSubsetOf(scripted);
    }

    [RecordingsFact]
    public void Every_recording_has_its_scenario()
    {
        var recordings = Cassette.Find(Repository.Recordings!).Select(path => Path.GetRelativePath(Repository.Recordings!, path));

        recordings.Should().BeSubsetOf(Scenario.All.SelectMany(scenario => scenario.Like));
    }

    private static IEnumerable<CassetteTurn> Load(string recording) => Cassette.Load(Path.Combine(Repository.Recordings!, recording)).Turns;

    /// <summary>The types of events where there are any, and the types of the items of the response.</summary>
    private static HashSet<string> Types(IEnumerable<Turn> turns) => [.. turns.SelectMany(turn => turn.EventTypes.Concat(turn.Folded.Response.Output.Select(item => item.Type!)))];
}
