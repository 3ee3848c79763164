using System.Text.Json.Nodes;

namespace AgenticApi.Tests.Recordings;

/// <summary>Properties of every blocking body.</summary>
public class BlockingBodyTests
{
    public static TheoryData<string, int> Recorded => Turns.Recorded(Turns.IsBlocking);

    // An error body is read as a failed response, but is not one itself.
    public static TheoryData<string, int> Own => Turns.Own(turn => Turns.IsBlocking(turn) && turn.Response.Status == 200);

    [RecordingsTheory]
    [MemberData(nameof(Recorded))]
    public void Recorded_body_written_again_equals_the_original(string file, int turn) => AssertRoundTrip(file, turn);

    [Theory]
    [MemberData(nameof(Own))]
    public void Own_body_written_again_equals_the_original(string file, int turn) => AssertRoundTrip(file, turn);

    private static void AssertRoundTrip(string file, int turn)
    {
        var bytes = Turns.Get(file, turn).Response.Bytes.Span;
        var body = JsonNode.Parse(bytes)!;

        var result = ResponseAccumulator.FromJson(bytes);

        foreach (var item in body["output"]!.AsArray().Select(item => item!.AsObject()))
        {
            if (item.TryGetPropertyValue("status", out var status) && status is null)
            {
                item["status"] = "completed";
            }
        }

        JsonAssert.ShouldEqual(JsonNode.Parse(result.Response.ToJson()), body);
        result.Deviations.Should().NotContain(d => d.Kind != DeviationKind.StatusInferred);
    }
}
