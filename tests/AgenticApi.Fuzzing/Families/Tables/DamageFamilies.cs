using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>What is no event, and JSON that is deep.</summary>
internal static class DamageFamilies
{
    public static readonly Family[] All =
    [
        .. ((Family[])
        [
            new("garbage events", Feed.Stream, w => w.Event(Created).Fill(_ => "{garbage")),
            new("garbage events of one letter", Feed.Stream, w => w.Event(Created).Fill(_ => "x")),
            new("garbage messages", Feed.Add, w => w.Event(Created).Fill(_ => "{x")),
            new("garbage messages", Feed.Messages, w => w.Event(Created).Fill(_ => "{x")),
            new("garbage and events in turn", Feed.Stream, w => w.Event(Created).Fill(i => i % 2 == 0 ? "{\"type\":}" : Text("x"))),
            new("long garbage events", Feed.Stream, w => w.Event(Created).Fill(_ => "{\"type\":\"" + Pad(100_000))),
            new("events cut off", Feed.Stream, w => w.Event(Created).Fill(_ => Text("x")[..^1])),
            new("one long garbage event", Feed.Pieces(64), w => w.Event(Created, "{" + Pad(w.Size))),
            new("one long garbage message", Feed.MessagePieces(64), w => w.Event(Created).Raw("{" + Pad(w.Left))),
            new("one long message cut off", Feed.MessagePieces(64), w => w.Event(Created).Raw("{\"a\":\"" + Pad(w.Left))),
            new("arrays in place of events", Feed.Stream, w => w.Event(Created).Fill(_ => "[1,2,3]")),
            new("one level too deep", Feed.Stream, w => w.Event(Created).Fill(_ => Deep(65))),
            new("a few levels too deep", Feed.Stream, w => w.Event(Created).Fill(_ => Deep(70))),
            new("much too deep", Feed.Stream, w => w.Event(Created, "{\"type\":\"x\",\"a\":" + new string('[', w.Left))),
            new("much too deep, closed", Feed.Stream, w => w.Event(Created, Envelope("in_progress", ",\"deep\":" + Arrays(w.Left / 2)))),
            new("much too deep, in pieces", Feed.MessagePieces(64), w => w.Event(Created, Envelope("in_progress", ",\"deep\":" + Arrays(w.Left / 2)))),
            new("garbage at the depth that is just allowed", Feed.Stream, w => w.Event(Created).Fill(_ => Deep(60)[..^2])),
        ]).Select(family => family with { IsDamaged = true }),
        new("as deep as is allowed, again and again", Feed.Stream, w => w.Event(Created).Fill(i => Deep(64, i))),
        new("as deep as is allowed, in items", Feed.Stream, w => w.Event(Created).Fill(i => Done(0, $"{{\"type\":\"x\",\"id\":\"i0\",\"deep\":{Arrays(60)}}}"))),
        new("as deep as is allowed, and wide there", Feed.Stream, w => w.Event(Created, Envelope("in_progress", $",\"deep\":{new string('[', 60)}{List(w.Left / 4, _ => "[1]")}{new string(']', 60)}"))),
        new("objects as deep as is allowed, joined", Feed.Stream, w => w.Event(Created).Fill(i => Envelope("in_progress", $",\"output\":{Objects(60, i)}"))),
    ];

    private static string Arrays(int depth) => new string('[', depth) + new string(']', depth);

    private static string Objects(int depth, int value) =>
        string.Concat(Enumerable.Repeat("{\"output\":", depth)) + value + new string('}', depth);

    /// <summary>An envelope whose response nests so deep.</summary>
    private static string Deep(int depth, int value = 0) => Envelope("in_progress", $",\"n\":{value},\"deep\":{Arrays(depth - 1)}");
}
