using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>The output of the terminal event against what was streamed.</summary>
internal static class TerminalFamilies
{
    public static readonly Family[] All =
    [
        new("terminal items, the same", Feed.Stream, w => Both(w, i => MessageOf("i" + i, Pad(300) + i), i => MessageOf("i" + i, Pad(300) + i))),
        new("terminal items, same ids", Feed.Stream, w => Both(w, i => MessageOf("i" + i, Pad(300) + i), i => MessageOf("i" + i, Pad(301) + i))),
        new("terminal items, same ids, reversed", Feed.Stream, w => Both(w, i => MessageOf("i" + i, Pad(300) + i), i => MessageOf("i" + i, Pad(300) + i), reversed: true)),
        new("terminal items, other ids", Feed.Stream, w => Both(w, i => MessageOf("i" + i, Pad(300) + i), i => MessageOf("j" + i, Pad(300) + i))),
        new("terminal items, other ids, reversed", Feed.Stream, w => Both(w, i => MessageOf("i" + i, Pad(300) + i), i => MessageOf("j" + i, Pad(300) + i), reversed: true)),
        new("terminal items, other ids and texts", Feed.Stream, w => Both(w, i => MessageOf("i" + i, Pad(300) + i), i => MessageOf("j" + i, Pad(301) + i))),
        new("terminal items, no ids", Feed.Stream, w => Both(w, i => NoId(Pad(300) + i), i => NoId(Pad(300) + i), reversed: true)),
        new("terminal items, no ids, all alike", Feed.Stream, w => Both(w, _ => NoId(Pad(300)), _ => NoId(Pad(300)))),
        new("terminal items, other ids, all alike", Feed.Stream, w => Both(w, i => MessageOf("i" + i, Pad(300)), i => MessageOf("j" + i, Pad(300)))),
        new("terminal items, one id for all", Feed.Stream, w => Both(w, _ => NoId(Pad(300)), i => MessageOf("i0", Pad(300) + i))),
        new("terminal items, ids of two ways", Feed.Stream, w => Both(w, i => MessageOf("i" + i, Pad(300)), i => i % 2 == 0 ? NoId(Pad(300) + i) : MessageOf("i" + i, Pad(300)), reversed: true)),
        new("terminal items, none of those that were streamed", Feed.Stream, w => Both(w, i => MessageOf("i" + i, Pad(300)), i => i == 0 ? Call("j", "c", "") : Odd(i))),
        new("terminal items, one of many", Feed.Stream, w => Streamed(w, i => MessageOf("i" + i, Pad(800))).Event(Completed(MessageOf("i0", Pad(800))))),
        new("terminal items, no output", Feed.Stream, w => Streamed(w, i => MessageOf("i" + i, Pad(800))).Event(Completed(""))),
        new("terminal items without statuses", Feed.Stream, w => Both(w, NoStatus, NoStatus)),
        new("terminal items of open ones", Feed.Stream, Open),
        new("terminal calls, other ids", Feed.Stream, w => Both(w, i => Call("i" + i, "c" + i, Pad(300) + i), i => Call("j" + i, "d" + i, Pad(300) + i), reversed: true)),
        new("terminal calls, other ids, arguments of JSON", Feed.Stream, w => Both(w, i => Call("i" + i, "c" + i, $"{{\\\"a\\\":{i}}}"), i => Call("j" + i, "d" + i, $"{{ \\\"a\\\": {i} }}"), reversed: true)),
        new("terminal items of one letter, none streamed", Feed.Stream, w => w.Event(Created, Completed(Letters(w)))) { IsDamaged = true },
        new("terminal items of one letter, one streamed", Feed.Stream, w => w.Event(Created, Done(0, "{\"type\":\"x\"}"), Completed(Letters(w)))) { IsDamaged = true },
        new("terminal items that are numbers", Feed.Stream, w => w.Event(Created, Completed(List(w.Size / 2, _ => "1")))) { IsDamaged = true },
        new("terminal items that are empty arrays, one streamed", Feed.Stream, w => w.Event(Created, Done(0, "{\"type\":\"x\"}"), Completed(List(w.Size / 3, _ => "[]")))) { IsDamaged = true },
        new("a terminal item with many parts", Feed.Stream, w => w.Event(Created, Completed(MessageOf("i0", "", List(w.Size / 100, i => TextPart(Pad(40) + i)))))),
        new("a terminal item with many parts, finished before", Feed.Stream, w => w.Event(Created, Done(0, Parts(w, 0)), Completed(Parts(w, 0)))),
        new("a terminal item with many parts, finished otherwise", Feed.Stream, w => w.Event(Created, Done(0, Parts(w, 0)), Completed(Parts(w, 1)))),
        new("a terminal item with many empty parts, finished otherwise", Feed.Stream, w => w.Event(Created, Done(0, MessageOf("i0", "", List(w.Size / 24, i => "{\"t\":1}"))), Completed(MessageOf("i0", "", List(w.Size / 24, i => "{\"t\":2}"))))),
        new("a terminal event again and again", Feed.Stream, w => w.Event(Created).Fill(i => Completed(MessageOf("i" + i, "t")))),
        new("a bare response again and again", Feed.Messages, w => w.Fill(i => $"{{\"id\":\"resp_{i}\",\"object\":\"response\",\"status\":\"completed\",\"output\":[]}}")),
    ];

    private static string NoId(string text) => $"{{\"type\":\"message\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":[{TextPart(text)}]}}";

    private static string NoStatus(int i) => $"{{\"type\":\"message\",\"id\":\"i{i}\",\"role\":\"assistant\",\"status\":null,\"content\":[{TextPart(Pad(300))}]}}";

    private static string Odd(int i) => $"{{\"type\":\"type_{i}\",\"id\":\"j{i}\",\"status\":\"completed\",\"text\":\"{Pad(300)}\"}}";

    private static string Letters(InputWriter input) => List(input.Size / 13, _ => "{\"type\":\"x\"}");

    private static string Parts(InputWriter input, int more) => MessageOf("i0", "", List(input.Size / 2 / 100, i => TextPart(Pad(40) + (i + more))));

    private static InputWriter Streamed(InputWriter input, Func<int, string> item) =>
        input.Event(Created).Event([.. Enumerable.Range(0, Math.Min(input.Size / 1_050, Many)).Select(i => Done(i, item(i)))]);

    /// <summary>An item for each kilobyte, once streamed and once in the terminal event.</summary>
    private static void Both(InputWriter input, Func<int, string> streamed, Func<int, string> terminal, bool reversed = false) =>
        Streamed(input, streamed).Event(Completed(List(Math.Min(input.Size / 1_050, Many), terminal, reversed)));

    private static void Open(InputWriter input)
    {
        var count = Math.Min(input.Size / 1_050, Many);
        input.Event(Created).Event([.. Enumerable.Range(0, count).Select(i => Text(Pad(300), 0, i, "i" + i))]);
        input.Event(Completed(List(count, i => MessageOf("j" + i, Pad(300)))));
    }
}
