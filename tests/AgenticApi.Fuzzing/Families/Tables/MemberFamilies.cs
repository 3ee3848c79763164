using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Objects with a great many members: joined, alike, twice, and spelled with escapes.</summary>
internal static class MemberFamilies
{
    private static readonly Func<int, string> Plain = i => $"\"member_number_{i}\":{i}";

    // The same first, third and last letter and the same length: only the middle tells one from another.
    private static readonly Func<int, string> Alike = i => $"\"mem{i:0000000}ber\":1";

    private static readonly Func<int, string> Escaped = i => $"\"\\u006d{i}\":1";

    public static readonly Family[] All =
    [
        new("members of an item, in order", Feed.Stream, w => Item(w, Plain, reversed: false)),
        new("members of an item, reversed", Feed.Stream, w => Item(w, Plain, reversed: true)),
        new("members of an item, reversed, names alike", Feed.Stream, w => Item(w, Alike, reversed: true)),
        new("members of an item, reversed, names escaped", Feed.Stream, w => Item(w, Escaped, reversed: true)),
        new("members of an item, all others when it is done", Feed.Stream, w => ItemTwice(w, Members(w, 2, Plain), Members(w, 2, i => $"\"other_member_{i}\":{i}"))),
        new("members of the response, in order", Feed.Stream, w => Response(w, Plain, reversed: false)),
        new("members of the response, reversed", Feed.Stream, w => Response(w, Plain, reversed: true)),
        new("members of the response, reversed, names alike", Feed.Stream, w => Response(w, Alike, reversed: true)),
        new("members of the response, reversed, names escaped", Feed.Stream, w => Response(w, Escaped, reversed: true)),
        new("members of the response, empty, filled in", Feed.Stream, w => w.Event(Envelope("created", Members(w, 2, Plain)), Envelope("completed", ",\"status\":\"completed\"" + Members(w, 2, i => $"\"member_number_{i}\":null", reversed: true)))),
        new("members of a terminal item against a streamed one, reversed", Feed.Stream, w => w.Event(Created, Done(0, Unknown(Members(w, 2, Plain))), Completed(Unknown(Members(w, 2, Plain, reversed: true))))),
        new("members of a part, reversed", Feed.Stream, w => w.Event(
            Created, Part("content_part.added", 0, ",\"part\":" + TextPart("t", Members(w, 2, Plain))), Done(0, MessageOf("i0", "", TextPart("t", Members(w, 2, Plain, reversed: true)))))),
        new("members of a finished item, names alike", Feed.Stream, w => w.Event(Created, Done(0, Unknown(Members(w, 1, Alike))))),
        new("members of an event, names alike", Feed.Stream, w => w.Event(Created, Of("output_text.delta", ",\"output_index\":0,\"delta\":\"x\"" + Members(w, 1, Alike)))),
        new("members of a terminal response, names alike", Feed.Stream, w => w.Event(Created, Envelope("completed", ",\"status\":\"completed\"" + Members(w, 1, Alike)))),
        new("one member of the response again and again", Feed.Stream, w => w.Event(Created, Envelope("completed", Members(w, 1, _ => "\"status\":\"completed\"")))) { IsDamaged = true },
        new("one member of an item again and again", Feed.Stream, w => w.Event(Created, Done(0, Unknown(Members(w, 1, _ => "\"same\":1"))))) { IsDamaged = true },
        new("one member of an event again and again", Feed.Stream, w => w.Event(Created, Of("output_text.delta", ",\"output_index\":0" + Members(w, 1, _ => "\"delta\":\"x\"")))) { IsDamaged = true },
        new("a member twice in each event", Feed.Stream, w => w.Event(Created, Added(0, Message)).Fill(_ => Text("x")[..^1] + ",\"delta\":\"y\"}")) { IsDamaged = true },
        new("a member twice in each item", Feed.Stream, w => w.Event(Created).Fill(i => Done(0, $"{{\"type\":\"x\",\"id\":\"i0\",\"n\":{i},\"n\":{i}}}"))) { IsDamaged = true },
        new("a member twice, the last, after many", Feed.Stream, w => w.Event(Created, Done(0, Unknown(Members(w, 1, Plain) + ",\"member_number_0\":1")))) { IsDamaged = true },
        new("names with escapes in each event", Feed.Stream, w => w.Event(Created, Added(0, Message)).Fill(_ => Text("x").Replace("\"delta\"", "\"\\u0064elta\"", StringComparison.Ordinal))),
        new("one long name", Feed.Stream, w => ItemTwice(w, $",\"{Pad(w.Size / 2)}\":1", $",\"{Pad(w.Size / 2)}\":2")),
        new("an event with a great many members, again and again", Feed.Stream, w => w.Event(Created, Added(0, Message)).Fill(_ => Text("x")[..^1] + More(1_000, Plain) + "}")),
    ];

    private static string Members(InputWriter input, int copies, Func<int, string> next, bool reversed = false) =>
        More((input.Size / copies) / (next(input.Size / 100).Length + 1), next, reversed);

    private static string Unknown(string members) => "{\"type\":\"unknown\",\"id\":\"i0\",\"status\":\"completed\"" + members + "}";

    private static void ItemTwice(InputWriter input, string added, string done) => input.Event(Created, Added(0, Unknown(added)), Done(0, Unknown(done)));

    private static void Item(InputWriter input, Func<int, string> next, bool reversed) =>
        ItemTwice(input, Members(input, 2, next), Members(input, 2, next, reversed));

    private static void Response(InputWriter input, Func<int, string> next, bool reversed) => input.Event(
        Envelope("created", Members(input, 2, next)), Envelope("completed", ",\"status\":\"completed\"" + Members(input, 2, next, reversed)));
}
