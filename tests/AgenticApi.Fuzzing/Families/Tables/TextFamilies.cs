using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Texts: long ones, many small deltas, and deltas that are no whole characters.</summary>
internal static class TextFamilies
{
    public static readonly Family[] All =
    [
        new("one delta as long as the input", Feed.Stream, w => Start(w).Event(Text(Pad(w.Left)))),
        new("deltas of one character", Feed.Stream, w => Start(w).Fill(_ => Text("x"))) { MostHeld = 0.25 },
        new("deltas of one character", Feed.Add, w => Start(w).Fill(_ => Text("x"))) { MostHeld = 0.25 },
        new("deltas of one character", Feed.All, w => Start(w).Fill(_ => Text("x"))),
        new("deltas of one character", Feed.Pieces(4096), w => Start(w).Fill(_ => Text("x"))),
        new("deltas of 10 KB", Feed.Stream, w => Start(w).Fill(_ => Text(Pad(10_000)))) { MostHeld = 3 },
        new("empty deltas", Feed.Stream, w => Start(w).Fill(_ => Text(""))),
        new("deltas and 10 snapshots", Feed.Snapshots, w => Start(w).Fill(_ => Text("some more text"))),
        new("deltas full of escapes", Feed.Stream, w => Start(w).Fill(_ => Text("\\n\\\"\\u0041\\\\\\t\\/\\u00e9"))),
        new("one delta of escapes", Feed.Stream, w => Start(w).Event(Text(Repeat("\\n\\u0041", w.Left)))),
        new("deltas of half surrogates in turn", Feed.Stream, w => Start(w).Fill(i => Text(i % 2 == 0 ? "\\ud83d" : "\\ude00"))),
        new("deltas of first halves", Feed.Stream, w => Start(w).Fill(_ => Text("\\ud83d"))),
        new("one delta of halves", Feed.Stream, w => Start(w).Event(Text(Repeat("\\ud83d", w.Left)))),
        new("halves in done texts", Feed.Stream, w => Start(w).Fill(i => TextDone(Repeat("\\ude00", 3000) + i))),
        new("deltas of broken UTF-8", Feed.Stream, w => Broken(Start(w), "output_text.delta", "delta")),
        new("done texts of broken UTF-8", Feed.Stream, w => Broken(Start(w), "output_text.done", "text")),
        new("deltas with logprobs", Feed.Stream, w => Start(w).Fill(i => Part("output_text.delta", 0, $",\"delta\":\"x\",\"logprobs\":[{{\"token\":\"x{i}\",\"logprob\":-0.5,\"top_logprobs\":[]}}]"))),
        new("done texts with logprobs", Feed.Stream, w => Start(w).Fill(i => Part("output_text.done", 0, $",\"text\":\"x\",\"logprobs\":[{{\"token\":\"x{i}\",\"logprob\":-0.5}}]"))),
        new("done texts after a long text", Feed.Stream, w => Start(w).Event(Text(Pad(w.Size / 2))).Fill(i => TextDone("short" + i))),
        new("done texts that repeat a text of 10 KB", Feed.Stream, w => Start(w).Event(Text(Pad(10_000))).Fill(_ => TextDone(Pad(10_000)))) { MostHeld = 0.5 },
        new("done texts that spell a text of 10 KB otherwise", Feed.Stream, w => Start(w).Event(Text(Pad(10_000))).Fill(i => TextDone(Pad(i % 10_000) + "\\u0078" + Pad(9_999 - (i % 10_000))))),
        new("refusal deltas", Feed.Stream, w => Start(w).Fill(_ => Part("refusal.delta", 0, ",\"delta\":\"no\""))),
        new("reasoning deltas of an unannounced item", Feed.Stream, w => w.Event(Created).Fill(_ => Part("reasoning_text.delta", 0, ",\"delta\":\"hm\""))),
        new("summary deltas", Feed.Stream, w => w.Event(Created).Fill(_ => Of("reasoning_summary_text.delta", ",\"output_index\":0,\"item_id\":\"i0\",\"summary_index\":0,\"delta\":\"hm\""))),
        new("deltas whose members vary and change their order", Feed.Stream, w => Start(w).Fill(i => Of("output_text.delta",
            ",\"output_index\":0,\"content_index\":0,\"delta\":\"x\"" + More(90, m => $"\"m{m}\":{(i * 7) + m}", reversed: i % 2 == 0)))),
        new("audio deltas", Feed.Stream, w => w.Event(Created).Fill(_ => Of("audio.delta", ",\"delta\":\"AAAA\""))) { MostHeld = 0.5 },
        new("long audio deltas", Feed.Stream, w => w.Event(Created).Fill(_ => Of("audio.delta", $",\"delta\":\"{new string('A', 4_000)}\""))) { MostHeld = 3 },
        new("audio transcript deltas", Feed.Stream, w => w.Event(Created).Fill(_ => Of("audio.transcript.delta", ",\"delta\":\"la\""))),
    ];

    private static InputWriter Start(InputWriter input) => input.Event(Created, Added(0, Message));

    private static string Repeat(string text, int length) => string.Concat(Enumerable.Repeat(text, Math.Max(length / text.Length, 1)));

    private static void Broken(InputWriter input, string type, string member)
    {
        while (input.Left > 0)
        {
            input.Raw("data: " + Part(type, 0, $",\"{member}\":\"")[..^1]).Raw([0xF0, 0x9F, 0x98, (byte)'x', 0xFF]).Raw("\"}\n\n");
        }
    }
}
