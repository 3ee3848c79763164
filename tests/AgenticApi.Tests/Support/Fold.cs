using System.Text;
using System.Text.Json.Nodes;
using AgenticApi.Cassettes;

namespace AgenticApi.Tests.Support;

/// <summary>Folds the input of a test.</summary>
internal static class Fold
{
    /// <summary>Folds events given as JSON.</summary>
    public static AccumulatedResponse Events(params IEnumerable<string> events) => Into(new ResponseAccumulator(), events).Finish();

    /// <summary>Folds events given as JSON nodes.</summary>
    public static AccumulatedResponse Events(IEnumerable<JsonNode> events) => Events(events.Select(e => e.ToJsonString()));

    public static ResponseAccumulator Into(ResponseAccumulator accumulator, IEnumerable<string> events)
    {
        foreach (var e in events)
        {
            accumulator.Add(ResponseStreamEvent.Parse(e));
        }

        return accumulator;
    }

    /// <summary>Folds the bytes of a stream.</summary>
    public static AccumulatedResponse Bytes(string bytes, ResponseAccumulatorOptions? options = null) =>
        Bytes(Encoding.UTF8.GetBytes(bytes), options);

    public static AccumulatedResponse Bytes(byte[] bytes, ResponseAccumulatorOptions? options = null) =>
        ResponseAccumulator.FromStreamAsync(new MemoryStream(bytes), options).GetAwaiter().GetResult();

    /// <summary>Returns the events of a recorded stream as JSON.</summary>
    public static List<JsonObject> Read(CassetteTurn turn)
    {
        var events = ResponseEventReader.ReadAsync(turn.Response.Open()).ToBlockingEnumerable();
        return [.. events.Select(e => JsonNode.Parse(e.Utf8Json.Span)!.AsObject())];
    }
}
