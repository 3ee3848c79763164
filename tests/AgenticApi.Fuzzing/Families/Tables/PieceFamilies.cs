using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Long events that come in small pieces.</summary>
internal static class PieceFamilies
{
    public static readonly Family[] All =
    [
        .. Of(Feed.Pieces(16)),
        .. Of(Feed.Pieces(64)),
        .. Of(Feed.Pieces(4096)),
        .. Of(Feed.MessagePieces(16)),
        .. Of(Feed.MessagePieces(64)),
        .. Of(Feed.MessagePieces(4096)),
    ];

    private static Family[] Of(Feed feed) =>
    [
        new("one event with a long text", feed, w => w.Event(Completed(MessageOf("i0", Pad(w.Size))))),
        new("one event with a long text of escapes", feed, w => w.Event(Completed(MessageOf("i0", string.Concat(Enumerable.Repeat("\\n", w.Size / 2)))))),
        new("one event with many items", feed, w => w.Event(Completed(List(w.Size / 1_050, i => MessageOf("i" + i, Pad(900)))))),
        new("events of 100 KB", feed, w => w.Event(Created).Fill(_ => Text(Pad(100_000)))),
        new("events of 100 bytes", feed, w => w.Event(Created).Fill(_ => Text("x"))),
    ];
}
