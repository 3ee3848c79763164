using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Many items, and items that are opened, told or finished again and again.</summary>
internal static class ItemFamilies
{
    private static readonly Func<int, string> Empty = i => $"{{\"type\":\"message\",\"id\":\"i{i}\",\"role\":\"assistant\",\"status\":\"in_progress\",\"content\":[]}}";

    public static readonly Family[] All =
    [
        new("items in order", Feed.Stream, w => Each(w, (i, pad) => Done(i, MessageOf("i" + i, pad)))),
        new("items in order", Feed.Add, w => Each(w, (i, pad) => Done(i, MessageOf("i" + i, pad)))),
        new("items in reverse order", Feed.Stream, w => Each(w, (i, pad) => Done(Many - i, MessageOf("i" + i, pad)))),
        new("items in reverse order and 10 snapshots", Feed.Snapshots, w => Each(w, (i, pad) => Done(Many - i, MessageOf("i" + i, pad)))),
        new("items past the limit", Feed.Stream, w => w.Event(Created).Fill(i => Added(i, Empty(i)))) { IsDamaged = true },
        new("items opened at one index again and again", Feed.Stream, w => Each(w, (i, pad) => Added(0, MessageOf("i" + i, pad)))),
        new("items opened at one index past the limit", Feed.Stream, w => w.Event(Created).Fill(i => Added(0, Empty(i)))) { IsDamaged = true },
        new("items finished at one index again and again", Feed.Stream, w => Each(w, (i, pad) => Done(0, MessageOf("i" + i, pad)))),
        new("items of other types finished at one index", Feed.Stream, w => Each(w, (i, pad) => Done(0, Odd(i, pad)))),
        new("one item opened again and again", Feed.Stream, w => w.Event(Created).Fill(_ => Added(0, Empty(0)))),
        new("one item finished again and again", Feed.Stream, w => w.Event(Created).Fill(i => Done(0, MessageOf("i0", "t" + i)))),
        new("one long item finished, then again and again", Feed.Stream, w => w.Event(Created, Done(0, MessageOf("i0", Pad(w.Size / 2)))).Fill(i => Done(0, MessageOf("i0", "t" + i)))),
        new("one long item finished without an id, then others", Feed.Stream, w => w.Event(Created, Done(0, NoId(Pad(w.Size / 2)))).Fill(i => i < Many / 2 ? Done(0, NoId("t" + i)) : Text("x"))),
        new("deltas to many items in turn", Feed.Stream, w => Turns(w, (_, at) => Text("x", 0, at, "i" + at))),
        new("deltas to many items in turn, without ids", Feed.Stream, w => Turns(w, (_, at) => Of("output_text.delta", $",\"output_index\":{at},\"content_index\":0,\"delta\":\"x\""))),
        new("deltas to many items in turn and 10 snapshots", Feed.Snapshots, w => Turns(w, (_, at) => Text("x", 0, at, "i" + at))),
        new("deltas to one of many items", Feed.Stream, w => Turns(w, (_, _) => Text("x", 0, 0, "i0"))),
        new("a status with an item again and again", Feed.Stream, w => w.Event(Created).Fill(i => Status($",\"n\":{i}"))),
        new("a status with an item again and again, the first with many members", Feed.Stream, w => w.Event(Created, Status(More(w.Size / 40, i => $"\"member_{i}\":{i}"))).Fill(i => Status($",\"n\":{i}"))),
        new("a status with an item again and again, the first long", Feed.Stream, w => w.Event(Created, Status($",\"output\":\"{Pad(w.Size / 2)}\"")).Fill(i => Status($",\"n\":{i}"))),
        new("a status with an item again and again, each with a new member", Feed.Stream, w => w.Event(Created).Fill(i => Status($",\"m{i}\":{i}"))),
        new("a status without an item again and again", Feed.Stream, w => w.Event(Created).Fill(i => Of(i % 2 == 0 ? "web_search_call.searching" : "web_search_call.completed", ",\"output_index\":0,\"item_id\":\"i0\""))),
        new("events for a finished item among many, with another id", Feed.Stream, w => Finished(w, i => Text("x", 0, 0, "other" + (i % 7)))),
        new("events for a finished item among many", Feed.Stream, w => Finished(w, _ => Text("x", 0, 0, "i0"))),
        new("response.created that opens a round, and an item", Feed.Stream, w => Each(w, (i, pad) => i % 2 == 0
            ? Envelope("created", $",\"created_at\":{i},\"output\":[]")
            : Done(0, MessageOf("i" + i, pad)))),
    ];

    private static string Odd(int i, string pad) => $"{{\"type\":\"type_{i}\",\"id\":\"i{i}\",\"status\":\"completed\",\"text\":\"{pad}\"}}";

    private static string NoId(string text) => $"{{\"type\":\"message\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{TextPart(text)}]}}";

    private static string Status(string members) => Of("mcp_tool_call.in_progress", ",\"output_index\":0,\"item\":{\"type\":\"mcp_tool_call\",\"id\":\"i0\"" + members + "}");

    private static void Each(InputWriter input, Func<int, string, string> next)
    {
        input.Event(Created);
        for (var i = 0; input.Left > 0 && i < Many; i++)
        {
            input.Event(next(i, Pad(860)));
        }
    }

    /// <summary>An item for each kilobyte, and then deltas to them.</summary>
    private static void Turns(InputWriter input, Func<int, int, string> next)
    {
        var count = Math.Min(input.Size / 1_050, Many);
        input.Event(Created).Event([.. Enumerable.Range(0, count).Select(i => Added(i, Empty(i)))]).Fill(i => next(i, i % count));
    }

    /// <summary>An item for each kilobyte, all finished but the last, and then events.</summary>
    private static void Finished(InputWriter input, Func<int, string> next)
    {
        var count = Math.Min(input.Size / 1_050, Many);
        input.Event(Created).Event([.. Enumerable.Range(0, count).Select(i => Done(i, MessageOf("i" + i, "")))]);
        input.Event(Added(count, Empty(count))).Fill(next);
    }
}
