using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>The lines of an event stream: what stands between, around and in place of events.</summary>
internal static class FrameFamilies
{
    public static readonly Family[] All =
    [
        new("comments only", Feed.Stream, w => w.FillRaw(i => $": comment {i}\n")) { MostHeld = 0.25 },
        new("comments only", Feed.Pieces(64), w => w.FillRaw(i => $": comment {i}\n")),
        new("one long comment", Feed.Stream, w => w.Raw(":" + Pad(w.Left - 1) + "\n")),
        new("one long comment", Feed.Pieces(64), w => w.Raw(":" + Pad(w.Left - 1) + "\n")),
        new("empty comments", Feed.Stream, w => w.FillRaw(_ => ":\n")),
        new("empty lines only", Feed.Stream, w => w.FillRaw(_ => "\n")),
        new("empty lines only", Feed.Pieces(64), w => w.FillRaw(_ => "\n")),
        new("empty lines between events", Feed.Stream, w => w.Event(Created).FillRaw(i => i % 1000 == 999 ? "data: " + Text("x") + "\n\n" : "\n")),
        new("returns only", Feed.Pieces(16), w => w.Event(Created).FillRaw(_ => "\r")),
        new("returns and line feeds", Feed.Pieces(16), w => w.Event(Created).FillRaw(_ => "\r\n")),
        new("white space before the first event", Feed.Stream, w => Late(w, " ")),
        new("white space before the first event", Feed.Pieces(16), w => Late(w, "\n")),
        new("white space before the first event", Feed.Pieces(64), w => Late(w, " ")),
        new("white space before the first event", Feed.Pieces(4096), w => Late(w, "\r\n")),
        new("white space before the first message", Feed.MessagePieces(64), w => Late(w, "\n")),
        new("white space and nothing else", Feed.Pieces(64), w => w.FillRaw(_ => " ")),
        new("white space between two messages", Feed.MessagePieces(64), w => w.Event(Created).Raw(new string('\n', w.Left)).Event(Text("x"))),
        new("white space within a message", Feed.MessagePieces(64), w => w.Event(Created, "{" + new string(' ', w.Left) + Text("x")[1..])),
        new("one line without an end", Feed.Stream, w => w.Raw("data: ").FillRaw(_ => "xxxxxxxx")) { IsDamaged = true },
        new("one line without an end", Feed.Pieces(64), w => w.Raw("data: ").FillRaw(_ => "xxxxxxxx")) { IsDamaged = true },
        new("one event name without an end", Feed.Pieces(64), w => w.Raw("event: ").FillRaw(_ => "xxxxxxxx")),
        new("one line without a meaning", Feed.Pieces(64), w => w.FillRaw(_ => "xxxxxxxx")) { IsDamaged = true },
        new("event names only", Feed.Stream, w => w.FillRaw(_ => "event: response.output_text.delta\n")),
        new("event names only", Feed.Pieces(64), w => w.FillRaw(_ => "event: response.output_text.delta\n")),
        new("event names without data", Feed.Stream, w => w.FillRaw(_ => "event: ping\n\n")),
        new("ids and unknown fields", Feed.Stream, w => w.Event(Created).FillRaw(i => i % 2 == 0 ? $"id: {i}\n" : "whatever: x\n")),
        new("ids and unknown fields within one event", Feed.Pieces(64), w => w.Raw("data: " + Created + "\n").FillRaw(i => $"id: {i}\n")),
        new("empty data", Feed.Stream, w => w.Event(Created).FillRaw(_ => "data:\n\n")),
        new("[DONE] again and again", Feed.Stream, w => w.Event(Created).FillRaw(_ => "data: [DONE]\n\n")),
        new("empty data lines in one event", Feed.Stream, w => w.FillRaw(_ => "data:\n")) { IsDamaged = true },
        new("one event in a great many lines", Feed.Stream, Lines),
        new("one event in a great many lines", Feed.Pieces(64), Lines),
        new("events of two lines each", Feed.Stream, w => w.Event(Created).FillRaw(_ => "data: {\"type\":\ndata:\"response.output_text.delta\",\"output_index\":0,\"delta\":\"x\"}\n\n")),
        new("an event name with each event", Feed.Stream, w => w.Event(Created).FillRaw(_ => "event: response.output_text.delta\ndata: {\"output_index\":0,\"delta\":\"x\"}\n\n")),
        new("a long event name with each event", Feed.Stream, w => w.Event(Created).FillRaw(_ => $"event: {Pad(10_000)}\ndata: {{\"output_index\":0}}\n\n")),
    ];

    private static void Late(InputWriter input, string space)
    {
        input.Raw(string.Concat(Enumerable.Repeat(space, (input.Size - 300) / space.Length))).Event(Created, Text("x"));
    }

    /// <summary>JSON may break between its tokens, and there a line may end.</summary>
    private static void Lines(InputWriter input)
    {
        input.Raw("data: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\",\"metadata\":[0\n").FillRaw(i => $"data: ,\"some more of it {i}\"\n").Raw("data: ]}}\n\n");
    }
}
