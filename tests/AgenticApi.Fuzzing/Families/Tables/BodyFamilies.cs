using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Blocking bodies.</summary>
internal static class BodyFamilies
{
    public static readonly Family[] All =
    [
        new("one long text", Feed.Body, w => Output(w, MessageOf("i0", Pad(w.Size)))),
        new("many items", Feed.Body, w => Output(w, List(w.Size / 1_050, i => MessageOf("i" + i, Pad(900))))),
        new("many items without statuses", Feed.Body, w => Output(w, List(w.Size / 1_050, i => $"{{\"type\":\"message\",\"id\":\"i{i}\",\"content\":[{TextPart(Pad(900))}]}}"))),
        new("many parts", Feed.Body, w => Output(w, MessageOf("i0", "", List(w.Size / 100, i => TextPart(Pad(40) + i))))),
        new("many members", Feed.Body, w => Members(w, i => $"\"member_{i}\":{i}")),
        new("many members, names alike", Feed.Body, w => Members(w, i => $"\"mem{i:0000000}ber\":1")),
        new("many members, names escaped", Feed.Body, w => Members(w, i => $"\"\\u006d{i}\":1")),
        new("many members of an item, names alike", Feed.Body, w => Output(w, "{\"type\":\"x\"" + More(w.Size / 17, i => $"\"mem{i:0000000}ber\":1") + "}")),
        new("deep as is allowed, and wide", Feed.Body, w => Output(w, List(w.Size / 120, _ => new string('[', 60) + new string(']', 60)))) { IsDamaged = true },
        new("half surrogates everywhere", Feed.Body, w => Output(w, MessageOf("i0", string.Concat(Enumerable.Repeat("\\ud83d", w.Size / 6))))),
        new("escapes everywhere", Feed.Body, w => Output(w, MessageOf("i0", string.Concat(Enumerable.Repeat("\\n\\u0041", w.Size / 8))))),
        new("white space everywhere", Feed.Body, w => Output(w, List(w.Size / 1_050, i => new string(' ', 950) + MessageOf("i" + i, "t")))),
        new("a long error", Feed.Body, w => w.Event($"{{\"error\":{{\"message\":\"{Pad(w.Size)}\",\"code\":\"c\"}}}}")),
        new("tools", Feed.Body, w => w.Event($"{{\"object\":\"response\",\"status\":\"completed\",\"output\":[],\"tools\":[{List(w.Size / 70, i => $"{{\"type\":\"function\",\"name\":\"tool_{i}\",\"parameters\":{{}}}}")}]}}")),
        .. ((Family[])
        [
            new("broken UTF-8 everywhere", Feed.Body, w => w.Raw("{\"object\":\"response\",\"status\":\"completed\",\"output\":[],\"text\":\"").Raw(Enumerable.Repeat((byte)0xFF, w.Left).ToArray()).Raw("\"}")),
            new("many items of one letter", Feed.Body, w => Output(w, List(w.Size / 13, _ => "{\"type\":\"x\"}"))),
            new("numbers in place of items", Feed.Body, w => Output(w, List(w.Size / 2, _ => "1"))),
            new("much too deep", Feed.Body, w => Output(w, new string('[', w.Size / 2) + new string(']', w.Size / 2))),
            new("one member again and again", Feed.Body, w => Members(w, _ => "\"same\":1")),
            new("one member twice, deep", Feed.Body, w => Output(w, List(w.Size / 30, _ => "{\"type\":\"x\",\"type\":\"y\"}") + "],\"status\":\"completed\",\"output\":[")),
            new("garbage", Feed.Body, w => w.Event(Pad(w.Size))),
            new("cut off", Feed.Body, w => w.Event("{\"object\":\"response\",\"output\":[{\"type\":\"" + Pad(w.Size))),
            new("an array", Feed.Body, w => w.Event("[" + List(w.Size / 2, _ => "1") + "]")),
        ]).Select(family => family with { IsDamaged = true }),
    ];

    private static void Output(InputWriter input, string output) => input.Event($"{{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"output\":[{output}]}}");

    private static void Members(InputWriter input, Func<int, string> next) => input.Event(
        "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"output\":[]" + More(input.Size / (next(input.Size / 100).Length + 1), next) + "}");
}
