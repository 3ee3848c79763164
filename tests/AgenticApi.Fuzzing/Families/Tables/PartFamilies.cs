using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Parts of one item: many of them, and one again and again.</summary>
internal static class PartFamilies
{
    // The share of a part: the largest input then has about as many as the limit allows.
    private const int Room = 1_020;

    public static readonly Family[] All =
    [
        new("one part done again and again", Feed.Stream, w => Start(w).Fill(i => Part("content_part.done", 0, ",\"part\":" + TextPart("t" + i)))),
        new("a part done again and again after a long text", Feed.Stream, w => Start(w).Event(Text(Pad(w.Size / 2))).Fill(i => Part("content_part.done", 0, ",\"part\":" + TextPart("t" + i)))),
        new("a part done again and again with members", Feed.Stream, w => Start(w).Event(Part("content_part.done", 0, ",\"part\":" + TextPart("t", More(w.Size / 40, Member)))).Fill(i => Part("content_part.done", 0, ",\"part\":" + TextPart("t" + i)))),
        new("one part announced again and again", Feed.Stream, w => Start(w).Fill(i => Part("content_part.added", 0, ",\"part\":" + TextPart("t" + i)))),
        new("a part announced again and again in an item of many members", Feed.Stream, w => w.Event(Created, Added(0, ItemWith(More(w.Size / 40, Member)))).Fill(_ => Part("content_part.added", 0, ",\"part\":" + TextPart("")))),
        new("parts announced in an item of many members", Feed.Stream, w => Each(w.Event(Created, Added(0, ItemWith(More(w.Size / 40, Member)))), (i, pad) => Part("content_part.added", i, ",\"part\":" + TextPart(pad)))),
        new("parts in order", Feed.Stream, w => Each(Start(w), (i, pad) => Text(pad, i))),
        new("parts in order, announced and finished", Feed.Stream, w => Each(Start(w), Whole)),
        new("parts in reverse order", Feed.Stream, w => Each(Start(w), (i, pad) => Part("content_part.added", Many - i, ",\"part\":" + TextPart(pad)))),
        new("parts without a limit to them", Feed.Stream, w => Start(w).Fill(i => Part("content_part.added", i, ",\"part\":" + TextPart("")))) { IsDamaged = true },
        new("parts written in turn", Feed.Stream, w => Turns(w, ",\"part\":" + TextPart(""))),
        new("parts of two kinds under one index", Feed.Stream, w => Start(w).Fill(i => i % 2 == 0 ? Text("x") : Part("refusal.delta", 0, ",\"delta\":\"no\""))),
        new("deltas under rising indexes, as of one part", Feed.Stream, w => Start(w).Fill(i => Text("x", i))),
        new("deltas under other indexes behind many finished parts", Feed.Stream, w => Behind(w, i => Text("x", 20_000 + i))),
        new("deltas to the first part before many", Feed.Stream, w => Behind(w, _ => Part("refusal.delta", 0, ",\"delta\":\"no\""))),
        new("deltas without an index behind many finished parts", Feed.Stream, w => Behind(w, _ => Of("output_text.delta", ",\"output_index\":0,\"item_id\":\"i0\",\"delta\":\"x\""))),
        new("summaries in order", Feed.Stream, w => Each(w.Event(Created), (i, pad) => Of("reasoning_summary_text.delta", $",\"output_index\":0,\"summary_index\":{i},\"delta\":\"{pad}\""))),
        new("summaries and reasoning in turn", Feed.Stream, w => Each(w.Event(Created), (i, pad) => i % 2 == 0
            ? Of("reasoning_summary_text.done", $",\"output_index\":0,\"summary_index\":{i},\"text\":\"{pad}\"")
            : Of("reasoning_text.done", $",\"output_index\":0,\"content_index\":{i},\"text\":\"{pad}\""))),
        new("a skeleton with many parts", Feed.Stream, w => w.Event(Created, Added(0, MessageOf("i0", "", Parts(w.Size / Room)))).Event(Text("x"))),
        new("a finished item with many parts, all streamed", Feed.Stream, w => Finished(w, "")),
        new("a finished item with many parts, all streamed otherwise", Feed.Stream, w => Finished(w, "y")),
        new("commands, each opened anew", Feed.Stream, w => Each(w.Event(Created), Command)),
        new("commands written in turn", Feed.Stream, w => Commands(w)),
        new("output of one command", Feed.Stream, w => w.Event(Created).Fill(i => Printed(0, i % 2 == 0 ? "{\"stdout\":\"o\"}" : "{\"stdout\":\"o\",\"stderr\":\"e\"}"))),
        new("output of many commands", Feed.Stream, w => Each(w.Event(Created), (i, pad) => Printed(i, $"{{\"stderr\":\"{pad}\"}}"))),
        new("whole output of one command again and again", Feed.Stream, w => w.Event(Created).Event(Printed(0, $"{{\"stdout\":\"{Pad(w.Size / 2)}\"}}")).Fill(i => Of("shell_call_output_content.done", $",\"output_index\":0,\"command_index\":0,\"output\":[{{\"stdout\":\"o{i}\",\"stderr\":\"\"}}]"))),
        new("code, inputs, diffs and arguments in turn", Feed.Stream, w => w.Event(Created).Fill(Pieces)),
    ];

    private static InputWriter Start(InputWriter input) => input.Event(Created, Added(0, Message));

    private static string Member(int i) => $"\"member_{i}\":{i}";

    private static string ItemWith(string members) => Message[..^1] + members + "}";

    private static string Parts(int count) => List(Math.Min(count, Many), _ => TextPart(Pad(Room - 60)));

    /// <summary>As many parts as there is room for, each with its share of the input.</summary>
    private static void Each(InputWriter input, Func<int, string, string> next)
    {
        for (var i = 0; input.Left > 0 && i < Many; i++)
        {
            input.Event(next(i, Pad(Room - 100)));
        }
    }

    private static string Whole(int i, string pad) => (i % 3) switch
    {
        0 => Part("content_part.added", i / 3, ",\"part\":" + TextPart("")),
        1 => Text(pad, i / 3),
        _ => Part("content_part.done", i / 3, ",\"part\":" + TextPart(pad)),
    };

    private static void Turns(InputWriter input, string part)
    {
        var count = Math.Min(input.Size / Room, Many);
        Start(input).Event([.. Enumerable.Range(0, count).Select(i => Part("content_part.added", i, part))]);
        input.Fill(i => Text("x", i % count));
    }

    private static void Behind(InputWriter input, Func<int, string> next)
    {
        Start(input).Event(Part("refusal.delta", 0, ",\"delta\":\"no\""), Text("open", 1));
        input.Event([.. Enumerable.Range(2, Math.Min(input.Size / Room, Many)).Select(i => Part("content_part.done", i, ",\"part\":" + TextPart("t")))]);
        input.Fill(next);
    }

    private static void Finished(InputWriter input, string more)
    {
        var count = Math.Min(input.Size / (2 * Room), Many);
        Start(input).Event([.. Enumerable.Range(0, count).Select(i => TextDone(Pad(Room - 120) + i, i))]);
        input.Event(Done(0, MessageOf("i0", "", List(count, i => TextPart(Pad(Room - 120) + i + more)))));
    }

    private static string Command(int i, string pad) => (i % 3) switch
    {
        0 => Of("shell_call_command.added", $",\"output_index\":0,\"command_index\":{i / 3},\"command\":\"\""),
        1 => Of("shell_call_command.delta", $",\"output_index\":0,\"command_index\":{i / 3},\"delta\":\"{pad}\""),
        _ => Of("shell_call_command.done", $",\"output_index\":0,\"command_index\":{i / 3},\"command\":\"{pad}\""),
    };

    private static void Commands(InputWriter input)
    {
        var count = Math.Min(input.Size / Room, Many);
        input.Event(Created).Fill(i => Of("shell_call_command.delta", $",\"output_index\":0,\"command_index\":{i % count},\"delta\":\"x\""));
    }

    private static string Printed(int command, string delta) =>
        Of("shell_call_output_content.delta", $",\"output_index\":0,\"command_index\":{command},\"delta\":{delta}");

    private static string Pieces(int i) => (i % 4) switch
    {
        0 => Of("code_interpreter_call_code.delta", ",\"output_index\":0,\"delta\":\"x\""),
        1 => Of("custom_tool_call_input.delta", ",\"output_index\":1,\"delta\":\"x\""),
        2 => Of("apply_patch_call_operation_diff.delta", ",\"output_index\":2,\"delta\":\"x\""),
        _ => Of("function_call_arguments.delta", ",\"output_index\":3,\"delta\":\"x\""),
    };
}
