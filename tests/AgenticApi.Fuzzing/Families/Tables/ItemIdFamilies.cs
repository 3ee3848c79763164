using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Ids of items: long ones, changing ones, missing ones, and items without an index.</summary>
internal static class ItemIdFamilies
{
    public static readonly Family[] All =
    [
        new("one long id, then events after its item is done", Feed.Stream, w => w.Event(Created, Done(0, MessageOf(Pad(w.Size / 2), "t"))).Fill(_ => Of("output_text.delta", ",\"output_index\":0,\"content_index\":0,\"delta\":\"x\""))),
        new("one long id, then events under other ids", Feed.Stream, w => w.Event(Created, Added(0, Item(Pad(w.Size / 2)))).Fill(i => Text("x", 0, 0, "o" + i))),
        new("one long id with escapes, then events under other ids", Feed.Stream, w => w.Event(Created, Added(0, Item(Pad(w.Size / 4) + "\\u0041" + Pad(w.Size / 4)))).Fill(i => Text("x", 0, 0, "o" + i))),
        new("a long id in each event", Feed.Stream, w => w.Event(Created, Added(0, Item(Pad(10_000)))).Fill(_ => Text("x", 0, 0, Pad(10_000)))),
        new("another id in each event", Feed.Stream, w => w.Event(Created, Added(0, Message)).Fill(i => Text("x", 0, 0, "other_" + i))),
        new("another id in each event", Feed.Deviations, w => w.Event(Created, Added(0, Message)).Fill(i => Text("x", 0, 0, "other_" + i))),
        new("an id with an escape in each event", Feed.Stream, w => w.Event(Created, Added(0, Item("i\\u0030"))).Fill(_ => Text("x"))),
        new("items without index and id", Feed.Stream, w => Each(w, (_, pad) => Of("output_item.added", $",\"item\":{{\"type\":\"message\",\"pad\":\"{pad}\"}}"))),
        new("items without index and id, of other types", Feed.Stream, w => Each(w, (i, pad) => Of("output_item.added", $",\"item\":{{\"type\":\"type_{i}\",\"pad\":\"{pad}\"}}"))),
        new("finished items without index and id", Feed.Stream, w => Each(w, (i, pad) => Of("output_item.done", $",\"item\":{{\"type\":\"type_{i % 2}\",\"status\":\"completed\",\"n\":{i},\"pad\":\"{pad}\"}}"))),
        new("items with id and without index", Feed.Stream, w => Each(w, (i, pad) => Of("output_item.added", $",\"item\":{{\"type\":\"message\",\"id\":\"i{i}\",\"pad\":\"{pad}\"}}"))),
        new("items with id and without index, after one without either", Feed.Stream, w => Each(w.Event(Of("output_item.added", ",\"item\":{\"type\":\"reasoning\"}")), (i, pad) => Of("output_item.added", $",\"item\":{{\"type\":\"message\",\"id\":\"i{i}\",\"pad\":\"{pad}\"}}"))),
        new("deltas by id to many items without index", Feed.Stream, w => Turns(w, at => Of("output_text.delta", $",\"item_id\":\"i{at}\",\"content_index\":0,\"delta\":\"x\""))),
        new("deltas without index and id among many items", Feed.Stream, w => Turns(w, _ => Of("reasoning_text.delta", ",\"content_index\":0,\"delta\":\"x\""))),
        new("an index that comes late, for many items", Feed.Stream, w => Turns(w, at => Text("x", 0, at, "i" + at))),
        new("items with the same id at other indexes", Feed.Stream, w => Each(w, (i, pad) => Added(i, $"{{\"type\":\"message\",\"id\":\"i0\",\"pad\":\"{pad}\"}}"))),
        new("items with the same id and without index, finished", Feed.Stream, w => Each(w, (i, pad) => Of("output_item.done", $",\"item\":{{\"type\":\"type_{i}\",\"id\":\"i0\",\"status\":\"completed\",\"pad\":\"{pad}\"}}"))),
    ];

    private static string Item(string id) => $"{{\"type\":\"message\",\"id\":\"{id}\",\"role\":\"assistant\",\"status\":\"in_progress\",\"content\":[]}}";

    private static void Each(InputWriter input, Func<int, string, string> next)
    {
        input.Event(Created);
        for (var i = 0; input.Left > 0 && i < Many; i++)
        {
            input.Event(next(i, Pad(950)));
        }
    }

    private static void Turns(InputWriter input, Func<int, string> next)
    {
        var count = Math.Min(input.Size / 1_050, Many);
        input.Event(Created).Event([.. Enumerable.Range(0, count).Select(i => Of("output_item.added", $",\"item\":{Item("i" + i)}"))]).Fill(i => next(i % count));
    }
}
