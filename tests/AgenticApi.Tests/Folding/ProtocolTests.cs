using System.Reflection;
using System.Text.Json.Nodes;
using AgenticApi.Protocol;

namespace AgenticApi.Tests.Folding;

/// <summary>The effect of every event of the protocol on the response, read from a snapshot right after it.</summary>
public class ProtocolTests
{
    private static readonly ProtocolExample[] Examples = [.. ProtocolExamples.All];

    public static TheoryData<string> Types => [.. Examples.Select(example => example.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Types))]
    public void Event_changes_its_field(string name)
    {
        foreach (var example in Examples.Where(example => example.Name == name))
        {
            var accumulator = Fold.Into(new(), example.Events);

            var actual = example.Path.Aggregate((JsonNode?)JsonAssert.Node(accumulator.Snapshot()), Step);

            JsonAssert.ShouldEqual(actual, JsonNode.Parse(example.Expected), example.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Event_of_a_type_has_its_class(string name) =>
        ResponseStreamEvent.Parse(new JsonObject { ["type"] = name }.ToJsonString()).Should().NotBeOfType<UnknownEvent>().And.Match<ResponseStreamEvent>(e => e.Type == name);

    [Fact]
    public void Every_event_type_of_the_protocol_has_a_row_and_an_example() =>
        Examples.Select(example => example.Name).Distinct().Should().BeEquivalentTo(Constants(typeof(EventTypes)));

    [Fact]
    public void Every_event_type_that_is_known_in_the_field_is_a_constant() =>
        Constants(typeof(EventTypes)).Should().Contain(ProtocolExamples.PublishedTypes);

    [Fact]
    public void Every_item_type_of_the_protocol_has_a_class_of_its_own()
    {
        Constants(typeof(ItemTypes)).Should().BeEquivalentTo(ProtocolExamples.PublishedItems);
        foreach (var type in Constants(typeof(ItemTypes)))
        {
            var item = ResponseAccumulator.FromJson($$"""{"object":"response","status":"completed","output":[{"type":"{{type}}"}]}""").Response.Output.Single();
            item.Should().NotBeOfType<UnknownItem>(type);
        }
    }

    [Fact]
    public void Row_of_an_unknown_event_changes_nothing() => EventTable.Unknown.Effect.Should().Be(Effect.Unknown);

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

    private static JsonNode? Step(JsonNode? node, string step) =>
        int.TryParse(step, out var index) ? node!.AsArray().ElementAtOrDefault(index) : node![step];
}
