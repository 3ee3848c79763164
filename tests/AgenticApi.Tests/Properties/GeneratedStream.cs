using System.Text;
using System.Text.Json.Nodes;

namespace AgenticApi.Tests.Properties;

/// <summary>A stream as a correct server sends it, with interleaved items, and the expected response.</summary>
internal sealed class GeneratedStream
{
    public GeneratedStream(int[] plan)
    {
        var items = plan.Select((seed, index) => new GeneratedItem(index, seed)).ToList();
        var random = new Random(plan.Aggregate(17, (hash, seed) => (hash * 31) + seed));
        Response = Envelope("completed", new JsonArray([.. items.Select(item => item.Final.DeepClone())]));
        var events = new List<JsonObject> { Lifecycle("response.created", Envelope("in_progress", [])), Lifecycle("response.in_progress", Envelope("in_progress", [])) };

        // An item may start while others are open. Its events keep their order, and items start in their order.
        var open = new List<Queue<JsonObject>>();
        var waiting = new Queue<Queue<JsonObject>>(items.Select(item => new Queue<JsonObject>(item.Events)));
        while (open.Count + waiting.Count > 0)
        {
            if (waiting.Count > 0 && (open.Count == 0 || random.Next(3) == 0))
            {
                open.Add(waiting.Dequeue());
                events.Add(open[^1].Dequeue());
            }

            var next = open[random.Next(open.Count)];
            events.Add(next.Dequeue());
            open.RemoveAll(queue => queue.Count == 0);
        }

        events.Add(Lifecycle("response.completed", Response.DeepClone().AsObject()));
        for (var i = 0; i < events.Count; i++)
        {
            events[i]["sequence_number"] = i;
        }

        Events = events;
    }

    public IReadOnlyList<JsonObject> Events { get; }

    public JsonObject Response { get; }

    public IEnumerable<string> Json => Events.Select(e => e.ToJsonString());

    public byte[] Bytes => Encoding.UTF8.GetBytes(string.Concat(Events.Select(e => $"event: {e["type"]}\ndata: {e.ToJsonString()}\n\n")));

    private static JsonObject Envelope(string status, JsonArray output) =>
        new() { ["id"] = "resp_1", ["object"] = "response", ["created_at"] = 1, ["status"] = status, ["model"] = "m", ["error"] = null, ["output"] = output };

    private static JsonObject Lifecycle(string type, JsonObject response) => new() { ["type"] = type, ["response"] = response };
}
