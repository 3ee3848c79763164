using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Tests.Recordings;

/// <summary>Transformations of a stream that must not change the response.</summary>
public class StreamTransformTests
{
    private static readonly Dictionary<string, Func<CassetteTurn, AccumulatedResponse>> Transforms = new()
    {
        ["every event twice"] = turn => Fold.Events(Fold.Read(turn).SelectMany(e => new[] { e, e })),
        ["fields in another order"] = turn => Fold.Events(Fold.Read(turn).Select(Reversed)),
        ["item ids changed on every event"] = turn => Fold.Events(Fold.Read(turn).Select(WithOtherIds)),
        ["output_item.added dropped"] = turn => Fold.Events(Fold.Read(turn).Where(e => Streams.Type(e) != "response.output_item.added")),
        ["surrogate pairs split"] = turn => Fold.Events(Fold.Read(turn).SelectMany(SplitPairs)),
        ["CRLF"] = turn => Fold.Bytes(Sse(turn, "\r\n", "\r\n")),
        ["CR"] = turn => Fold.Bytes(Sse(turn, "\r", "\r")),
        ["mixed line ends"] = turn => Fold.Bytes(Sse(turn, "\r\n", "\n")),
        ["one byte at a time"] = turn => ResponseAccumulator.FromStreamAsync(new OneByteStream(turn.Response.Bytes.ToArray())).GetAwaiter().GetResult(),
        ["one message at a time"] = turn => Messages(turn),
        ["typed events, one by one"] = turn => Fold.Events(Fold.Read(turn)),
    };

    public static TheoryData<string> Names => [.. Transforms.Keys];

    [RecordingsTheory]
    [MemberData(nameof(Names))]
    public void Recorded_stream_transformed_gives_the_same_response(string transform) => AssertAll(transform, Turns.Recorded(Turns.IsStream));

    [Theory]
    [MemberData(nameof(Names))]
    public void Own_stream_transformed_gives_the_same_response(string transform) => AssertAll(transform, Turns.Own(Turns.IsStream));

    private static void AssertAll(string transform, IEnumerable<object[]> turns)
    {
        foreach (var row in turns)
        {
            var turn = Turns.Get((string)row[0], (int)row[1]);
            var plain = turn.Response.Accumulate();

            var result = Transforms[transform](turn);

            result.Ending.Should().Be(plain.Ending, "{0} {1}", row[0], row[1]);
            JsonAssert.ShouldEqual(Comparable(result, transform), Comparable(plain, transform), $"{row[0]} {row[1]}");
        }
    }

    /// <summary>
    /// Returns what the transformation must not change: without ids that it changed, and without members that only a dropped event had.
    /// </summary>
    private static JsonObject Comparable(AccumulatedResponse result, string transform)
    {
        var response = JsonAssert.Node(result.Response);
        var truncated = result.Ending is Ending.Truncated or Ending.Errored;
        foreach (var item in response["output"]!.AsArray().Select(item => item!.AsObject()))
        {
            if (transform.StartsWith("item ids", StringComparison.Ordinal) || (truncated && transform.Contains("dropped", StringComparison.Ordinal)))
            {
                item.Remove("id");
            }

            if (truncated && transform.Contains("dropped", StringComparison.Ordinal))
            {
                item.Remove("call_id");
                item.Remove("name");
            }
        }

        return response;
    }

    private static string Sse(CassetteTurn turn, string lineEnd, string other)
    {
        var lines = string.Concat(Fold.Read(turn).Select(e => $"event: {Streams.Type(e)}\ndata: {e.ToJsonString()}\n\n")).Split('\n');
        return string.Concat(lines.Select((line, i) => line + (i % 3 == 0 ? lineEnd : other)));
    }

    private static AccumulatedResponse Messages(CassetteTurn turn)
    {
        var accumulator = new ResponseAccumulator();
        foreach (var e in Fold.Read(turn))
        {
            accumulator.Add(Encoding.UTF8.GetBytes(e.ToJsonString()));
        }

        return accumulator.Finish();
    }

    private static JsonObject Reversed(JsonObject e) => new(e.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));

    private static JsonObject WithOtherIds(JsonObject e, int number)
    {
        var changed = e.DeepClone().AsObject();
        foreach (var owner in (JsonNode?[])[changed, changed["item"], .. changed["response"]?["output"] as JsonArray ?? []])
        {
            foreach (var name in (string[])["item_id", "id"])
            {
                if (owner is JsonObject o && o[name] is JsonValue && (o["object"] is null || name != "id"))
                {
                    o[name] = $"proxy_{number}_{o[name]}";
                }
            }
        }

        return changed;
    }

    /// <summary>Splits a delta inside a surrogate pair. Each half becomes an escape.</summary>
    private static IEnumerable<JsonObject> SplitPairs(JsonObject e)
    {
        if (e["delta"] is not JsonValue value || value.GetValueKind() != System.Text.Json.JsonValueKind.String || !value.GetValue<string>().Any(char.IsHighSurrogate))
        {
            return [e];
        }

        var delta = value.GetValue<string>();
        var cut = delta.IndexOf(delta.First(char.IsHighSurrogate), StringComparison.Ordinal) + 1;
        return new[] { delta[..cut], delta[cut..] }.Select(half =>
        {
            var copy = e.DeepClone().AsObject();
            copy.Remove("sequence_number");
            copy["delta"] = half;
            return copy;
        });
    }
}
