using System.Text.Json.Nodes;
using FluentAssertions.Execution;

namespace AgenticApi.Tests.Support;

/// <summary>Compares JSON.</summary>
internal static class JsonAssert
{
    /// <summary>Asserts that two values are equal as JSON. Null equals an absent member.</summary>
    public static void ShouldEqual(JsonNode? actual, JsonNode? expected, string because = "")
    {
        var (one, other) = (WithoutNulls(actual), WithoutNulls(expected));
        Execute.Assertion.ForCondition(JsonNode.DeepEquals(one, other)).BecauseOf(because).FailWith(
            "Expected {0}{reason}, but found {1}.", other?.ToJsonString(), one?.ToJsonString());
    }

    public static JsonObject Node(WireObject value) => JsonObject.Create(value.Json)!;

    public static JsonArray Output(AccumulatedResponse result) => Node(result.Response)["output"]!.AsArray();

    private static JsonNode? WithoutNulls(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Key, WithoutNulls(m.Value)))),
        JsonArray a => new JsonArray([.. a.Select(WithoutNulls)]),
        _ => node?.DeepClone(),
    };
}
