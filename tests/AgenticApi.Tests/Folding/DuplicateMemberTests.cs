using System.Text.Json;
using K = AgenticApi.DeviationKind;

namespace AgenticApi.Tests.Folding;

/// <summary>A name that occurs twice is one member of the result and a deviation. A name with an escape is not a deviation.</summary>
public class DuplicateMemberTests
{
    private static readonly string[] Hello = [Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0), Wire.Text(0, "Hello")];

    /// <summary>The replacement of <c>"output":[]</c> in <c>response.created</c>, and whether a name then occurs twice.</summary>
    public static TheoryData<string, bool> Envelopes => new()
    {
        { "\"output\":[],\"output\":[]", true },
        { "\"output\":[],\"x\":1,\"\\u006futput\":[]", true },
        { "\"\\u006futput\":[],\"\\u006fu\\u0074put\":[]", true },
        { "\"\\u006futput\":[]", false },
        { "\"output\":[],\"status\":\"completed\"", true },
        { "\"output\":[],\"stat\\u0075s\":\"completed\"", true },
        { "\"output\":[],\"note\":1,\"note\":2", true },
        { "\"output\":[],\"\\u006eote\":2", false },
    };

    [Theory]
    [MemberData(nameof(Envelopes))]
    public void Envelope_with_a_name_twice_keeps_the_text_and_does_not_decide_the_ending(string members, bool isTwice)
    {
        var result = Fold.Events([Wire.Created.Replace("\"output\":[]", members, StringComparison.Ordinal), .. Hello]);

        (result.Ending, result.Response.Status, result.Response.OutputText).Should().Be((Ending.Truncated, "incomplete", "Hello"));
        AssertNames(result, isTwice);
    }

    /// <summary>An item with a name twice.</summary>
    public static TheoryData<string> Items => new()
    {
        Wire.Message("m", "Hello").Replace("\"role\"", "\"content\":[],\"role\"", StringComparison.Ordinal),
        Wire.Message("m", "Hello").Replace("\"role\"", "\"cont\\u0065nt\":[],\"role\"", StringComparison.Ordinal),
    };

    [Theory]
    [MemberData(nameof(Items))]
    public void Terminal_item_with_a_name_twice_has_it_once_and_the_last_counts(string item)
    {
        AccumulatedResponse[] results =
        [
            Fold.Events(Wire.Created, Wire.Completed(item)), Fold.Events([Wire.Created, .. Hello, Wire.Completed(item)]),
            ResponseAccumulator.FromJson($$"""{"object":"response","status":"completed","output":[{{item}}]}"""),
        ];

        foreach (var result in results)
        {
            result.Response.OutputText.Should().Be("Hello");
            AssertNames(result, isTwice: true);
        }
    }

    [Theory]
    [MemberData(nameof(Items))]
    public void Finished_item_with_a_name_twice_has_it_once_and_the_last_counts(string item)
    {
        var result = Fold.Events([Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.Done(0, item)]);

        result.Response.OutputText.Should().Be("Hello");
        AssertNames(result, isTwice: true);
    }

    [Fact]
    public void Part_of_a_part_event_with_a_name_twice_has_it_once()
    {
        var done = Wire.PartDone(0, "Hello").Replace("\"text\"", "\"text\":\"Bye\",\"te\\u0078t\"", StringComparison.Ordinal);

        var result = Fold.Events(Wire.Created, Wire.Added(0, Wire.EmptyMessage("m")), Wire.PartAdded(0), done);

        result.Response.OutputText.Should().Be("Hello");
        AssertNames(result, isTwice: true);
    }

    [Fact]
    public void Event_with_a_member_twice_in_two_spellings_is_reported()
    {
        var twice = Wire.Text(0, "Hello").Replace("\"delta\"", "\"d\\u0065lta\":\"Bye\",\"delta\"", StringComparison.Ordinal);
        var escaped = Wire.Text(0, "Hello").Replace("\"delta\"", "\"d\\u0065lta\"", StringComparison.Ordinal);

        var results = (Fold.Events([Wire.Created, .. Hello[..2], twice]), Fold.Events([Wire.Created, .. Hello[..2], escaped]));

        (results.Item1.Response.OutputText, results.Item2.Response.OutputText).Should().Be(("Hello", "Hello"));
        AssertNames(results.Item1, isTwice: true);
        AssertNames(results.Item2, isTwice: false);
    }

    /// <summary>Asserts that no object of the response has a name twice, and that duplicates are reported.</summary>
    internal static void AssertNames(AccumulatedResponse result, bool isTwice)
    {
        AssertOnce(result.Response.Json);
        result.Deviations.Any(d => d.Kind == K.DuplicateFields).Should().Be(isTwice);
    }

    private static void AssertOnce(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            json.EnumerateObject().Select(member => member.Name).Should().OnlyHaveUniqueItems();
            foreach (var member in json.EnumerateObject())
            {
                AssertOnce(member.Value);
            }
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var value in json.EnumerateArray())
            {
                AssertOnce(value);
            }
        }
    }
}
