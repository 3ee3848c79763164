using System.Globalization;
using System.Text;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>A whole stream as a well-behaved server would send it, its items interleaved.</summary>
internal static class InventedStream
{
    private static readonly string[] Others =
    [
        "{\"type\":\"keepalive\"}", "{\"type\":\"response.audio.delta\",\"delta\":\"AAEC\"}", "{\"type\":\"response.audio.transcript.delta\",\"delta\":\"c4nary\"}",
        "{\"type\":\"response.audio.done\"}", "{\"type\":\"response.c4nary event.delta\",\"output_index\":0,\"delta\":\"c4nary\"}", "{\"type\":\"response.inject.created\",\"response_id\":\"r\"}",
        "{\"type\":\"response.hologram.delta\",\"item_id\":\"c4nary id\",\"delta\":\"x\"}", "{\"type\":\"response.queued\",\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"queued\"}}",
        "{\"type\":\"response.inject.failed\",\"response_id\":\"r\",\"error\":{\"code\":\"c\",\"message\":\"c4nary\"}}", "{\"type\":\"response.audio.transcript.done\"}",
    ];

    public static List<byte[]> Create(Random random)
    {
        var texts = new Texts(random);
        var items = new InventedItem[random.Next(1, 4)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = new InventedItem(i, random, texts);
        }

        var events = new List<string> { Lifecycle("created", "in_progress", "") };
        if (random.Next(2) == 0)
        {
            events.Add(Lifecycle("in_progress", "in_progress", ""));
        }

        Interleave(items, events, random);
        if (random.Next(8) == 0)
        {
            events.Insert(random.Next(1, events.Count + 1), Others[random.Next(Others.Length)]);
        }

        var status = random.Next(6) switch { 0 => "incomplete", 1 => "failed", 2 => "cancelled", _ => "completed" };
        events.Add(Lifecycle(status, status, string.Join(',', items.Select(item => item.Final))));
        return Number(events, random);
    }

    /// <summary>A blocking body.</summary>
    public static byte[] Body(Random random)
    {
        var texts = new Texts(random);
        var items = Enumerable.Range(0, random.Next(0, 4)).Select(i => new InventedItem(i, random, texts).Final);
        return Encoding.UTF8.GetBytes(Response("completed", string.Join(',', items)));
    }

    /// <summary>An item may begin while others are open; its own events keep their order, and the items begin in theirs.</summary>
    private static void Interleave(InventedItem[] items, List<string> events, Random random)
    {
        var begun = 0;
        while (items.Any(item => item.Events.Count > 0))
        {
            if (begun < items.Length && (random.Next(4) == 0 || items[..begun].All(item => item.Events.Count == 0)))
            {
                events.Add(items[begun++].Events.Dequeue());
            }

            var next = items[random.Next(begun)].Events;
            if (next.Count > 0)
            {
                events.Add(next.Dequeue());
            }
        }
    }

    private static List<byte[]> Number(List<string> events, Random random)
    {
        var numbered = random.Next(3) > 0;
        return [.. events.Select((json, i) => Encoding.UTF8.GetBytes(numbered ? string.Create(CultureInfo.InvariantCulture, $"{json[..^1]},\"sequence_number\":{i}}}") : json))];
    }

    private static string Lifecycle(string name, string status, string output) => $"{{\"type\":\"response.{name}\",\"response\":{Response(status, output)}}}";

    private static string Response(string status, string output) =>
        $"{{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"{status}\",\"model\":\"m\",\"error\":null,\"output\":[{output}],\"usage\":null}}";
}
