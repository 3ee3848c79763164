using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>The response that lifecycle events carry, again and again.</summary>
internal static class EnvelopeFamilies
{
    public static readonly Family[] All =
    [
        new("small envelopes", Feed.Stream, w => w.Event(Created).Fill(i => Envelope("in_progress", $",\"n\":{i}"))) { MostHeld = 0.25 },
        new("the same envelope again and again", Feed.Stream, w => w.Event(Created).Fill(_ => Envelope("in_progress", ",\"status\":\"in_progress\""))) { MostHeld = 0.25 },
        new("a long envelope, then small ones", Feed.Stream, w => w.Event(Long(w, "created", 2)).Fill(i => Envelope("in_progress", $",\"n\":{i}"))),
        new("a long envelope with many members, then small ones", Feed.Stream, w => w.Event(Envelope("created", More(w.Size / 40, i => $"\"member_{i}\":{i}"))).Fill(i => Envelope("queued", $",\"n\":{i}"))),
        new("a long envelope with many tools, then small ones", Feed.Stream, w => w.Event(Envelope("created", $",\"tools\":[{Tools(w, 2)}]")).Fill(i => Envelope("in_progress", $",\"n\":{i}"))),
        new("a new member in each envelope", Feed.Stream, w => w.Event(Created).Fill(i => Envelope("in_progress", $",\"m{i}\":{i}"))),
        new("long instructions in each envelope", Feed.Stream, w => w.Event(Long(w, "created", 3), Long(w, "in_progress", 3), Long(w, "completed", 3))),
        new("long instructions in each envelope, each with others", Feed.Stream, w => w.Event(Long(w, "created", 3, "a"), Long(w, "in_progress", 3, "b"), Long(w, "completed", 3, "c"))),
        new("many tools in each envelope", Feed.Stream, w => w.Event([.. ((string[])["created", "in_progress", "completed"]).Select(type => Envelope(type, $",\"status\":\"completed\",\"tools\":[{Tools(w, 3)}]"))])),
        new("instructions of 60 KB in each of many envelopes", Feed.Stream, w => w.Fill(i => Envelope(i == 0 ? "created" : "in_progress", $",\"instructions\":\"{Pad(60_000)}\",\"n\":{i}"))) { MostHeld = 0.25 },
        new("envelopes with a long output, each otherwise", Feed.Stream, w => w.Event(Output(w, "created", "a"), Output(w, "in_progress", "b"), Output(w, "completed", "c"))) { IsDamaged = true },
        new("a long output in the first envelope, then small ones", Feed.Stream, w => w.Event(Output(w, "created", "a")).Fill(i => Envelope("in_progress", ",\"output\":[]"))) { IsDamaged = true },
        new("response.created again and again, after a long one that ends with its time", Feed.Stream, w => w.Event(Of("created", $",\"response\":{{\"pad\":[{List(w.Size / 20, i => $"{{\"n\":{i}}}")}],\"id\":\"resp_1\",\"created_at\":1}}"), Added(0, Message)).Fill(_ => Of("created", ",\"response\":{\"created_at\":1}"))),
        new("response.created again and again, after a long one that ends with its id", Feed.All, w => w.Event(Of("created", $",\"response\":{{\"pad\":[{List(w.Size / 20, i => $"{{\"n\":{i}}}")}],\"id\":\"resp_1\"}}")).Fill(_ => Of("created", ",\"response\":{\"id\":\"resp_1\"}"))),
        new("a long envelope and 10 snapshots", Feed.Snapshots, w => w.Event(Long(w, "created", 2)).Fill(_ => Text("x"))),
    ];

    private static string Long(InputWriter input, string type, int copies, string more = "") =>
        Envelope(type, $",\"status\":\"{(type == "completed" ? type : "in_progress")}\",\"instructions\":\"{Pad(input.Size / copies)}{more}\"");

    private static string Tools(InputWriter input, int copies) =>
        List(input.Size / copies / 100, i => $"{{\"type\":\"function\",\"name\":\"tool_{i:00000}\",\"parameters\":{{\"type\":\"object\",\"properties\":{{}}}}}}");

    private static string Output(InputWriter input, string type, string text) =>
        Envelope(type, $",\"status\":\"completed\",\"output\":[{List(input.Size / 3 / 150, i => MessageOf("i" + i, text))}]");
}
