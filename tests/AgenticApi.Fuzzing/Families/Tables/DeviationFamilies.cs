using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Streams that depart from the protocol with each event, and numbers of events that are none.</summary>
internal static class DeviationFamilies
{
    private static readonly Func<int, string> Unknown = i => Of("unknown_" + i, "");

    private static readonly Func<int, string> Missing = i => Of("output_text.delta", $",\"output_index\":{i}");

    public static readonly Family[] All =
    [
        new("unknown types, all different", Feed.Stream, w => w.Event(Created).Fill(Unknown)),
        new("unknown types, all different", Feed.Add, w => w.Event(Created).Fill(Unknown)),
        new("unknown types, all different", Feed.Deviations, w => w.Event(Created).Fill(Unknown)),
        new("unknown types, all different", Feed.Snapshots, w => w.Event(Created).Fill(Unknown)),
        new("one unknown type again and again", Feed.Deviations, w => w.Event(Created).Fill(_ => Unknown(0))),
        new("unknown types that are long", Feed.Stream, w => w.Event(Created).Fill(i => Of(Pad(10_000) + i, ""))),
        new("old names of events again and again", Feed.Stream, w => w.Event(Created).Fill(_ => Of("reasoning.delta", ",\"output_index\":0,\"delta\":\"x\""))),
        new("a field missing, for items all different", Feed.Stream, w => w.Event(Created).Fill(Missing)) { IsDamaged = true },
        new("a field missing, for items all different", Feed.Deviations, w => w.Event(Created).Fill(Missing)) { IsDamaged = true },
        new("an index that is none, for items all different", Feed.Deviations, w => w.Event(Created, Added(0, Message)).Fill(i => Of("output_text.delta", $",\"output_index\":0,\"content_index\":-1,\"item_id\":\"i{i}\",\"delta\":\"x\""))),
        new("events after the item is done, for indexes all different", Feed.Deviations, w => w.Event(Created, Done(0, MessageOf("i0", "t"))).Fill(i => Of("refusal.delta", $",\"output_index\":0,\"content_index\":{i},\"delta\":\"x\""))),
        new("events after the end", Feed.Deviations, w => w.Event(Created, Completed("")).Fill(i => Text("x", 0, i))),
        new("an error event again and again", Feed.Stream, w => w.Event(Created).Fill(i => $"{{\"type\":\"error\",\"code\":\"c\",\"message\":\"m{i}\",\"param\":null}}")) { MostHeld = 0.25 },
        new("long error events", Feed.Stream, w => w.Event(Created).Fill(i => $"{{\"type\":\"error\",\"error\":{{\"code\":\"c\",\"message\":\"{Pad(100_000)}\"}}}}")) { MostHeld = 0.5 },
        new("heartbeats", Feed.Stream, w => w.Event(Created).Fill(_ => "{\"type\":\"keepalive\"}")) { MostHeld = 0.25 },
        new("numbers that rise", Feed.Stream, w => Numbered(w, i => i)),
        new("numbers with gaps everywhere", Feed.Stream, w => Numbered(w, i => i * 2L)),
        new("numbers with gaps everywhere", Feed.Deviations, w => Numbered(w, i => i * 2L)),
        new("numbers with gaps that are filled late", Feed.Stream, w => Numbered(w, i => i < 4 ? i : i % 2 == 0 ? i : i - 3)),
        new("numbers that fall", Feed.Stream, w => Numbered(w, i => i < 4 ? i : 1_000_000 - i)),
        new("numbers that repeat", Feed.Stream, w => Numbered(w, i => i < 4 ? i : 3)),
        new("numbers that repeat in runs", Feed.Stream, w => Numbered(w, i => i % 1_000)),
        new("numbers that repeat, for many items in turn", Feed.Stream, w => Items(w, i => i % 100)),
        new("numbers that repeat while items come anew", Feed.Stream, w => Anew(w)),
    ];

    private static string WithNumber(string json, long number) => json[..^1] + $",\"sequence_number\":{number}}}";

    private static void Numbered(InputWriter input, Func<int, long> number) =>
        input.Event(WithNumber(Created, 0), WithNumber(Added(0, Message), 1)).Fill(i => WithNumber(Text("x"), number(i + 2)));

    private static void Items(InputWriter input, Func<int, long> number)
    {
        var count = Math.Min(input.Size / 1_050, Many);
        input.Event(WithNumber(Created, 0)).Event([.. Enumerable.Range(0, count).Select(i => WithNumber(Added(i, MessageOf("i" + i, "")), i + 1))]);
        input.Fill(i => WithNumber(Text("x", 0, i % count, "i" + (i % count)), number(i)));
    }

    private static void Anew(InputWriter input)
    {
        input.Event(WithNumber(Created, 0));
        for (var i = 0; input.Left > 0 && i < Many; i++)
        {
            input.Event(WithNumber(Added(i, MessageOf("i" + i, Pad(850))), i % 5));
        }
    }
}
