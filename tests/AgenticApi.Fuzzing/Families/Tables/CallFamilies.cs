using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Calls of tools: their ids, names and arguments.</summary>
internal static class CallFamilies
{
    public static readonly Family[] All =
    [
        new("FinalCallId for each finished call", Feed.FinalCallIds, w => Each(w, (i, pad) => Done(i, Call("i" + i, "c" + i, pad)))),
        new("FinalCallId for each open call", Feed.FinalCallIds, w => Each(w, (i, pad) => Added(i, Call("i" + i, "c" + i, pad, "in_progress")))),
        new("FinalCallId for each call under one id", Feed.FinalCallIds, w => Each(w, (i, pad) => Added(i, Call("i" + i, "c0", pad, "in_progress")))),
        new("FinalCallId after each event of one call", Feed.FinalCallIds, w => w.Event(Created, Added(0, Call("i0", "c0", "", "in_progress"))).Fill(_ => Of("function_call_arguments.delta", ",\"output_index\":0,\"call_id\":\"c0\",\"delta\":\"some more arguments\""))),
        new("FinalCallId of an unknown call among many", Feed.FinalCallIds, w => Each(w, (i, pad) => i % 2 == 0 ? Added(i, Call("i" + i, "c" + i, pad, "in_progress")) : "{\"type\":\"keepalive\",\"call_id\":\"unknown\"}")),
        new("FinalCallId after a terminal event with many calls", Feed.FinalCallIds, Terminal),
        new("argument deltas", Feed.Stream, w => w.Event(Created, Added(0, Call("i0", "c0", "", "in_progress"))).Fill(_ => Delta("{\\\"a\\\":1}"))),
        new("argument deltas to many calls in turn", Feed.Stream, Turns),
        new("whole arguments again and again, with a name, in a long item without one", Feed.Stream, w => w.Event(Created, Added(0, $"{{\"pad\":[{List(w.Size / 20, i => $"{{\"n\":{i}}}")}],\"type\":\"function_call\",\"id\":\"i0\",\"call_id\":\"c0\"}}"))
            .Fill(i => Of("function_call_arguments.done", $",\"output_index\":0,\"item_id\":\"i0\",\"name\":\"f\",\"arguments\":\"{i}\""))),
        new("arguments that the terminal event spells with white space", Feed.Stream, w => Reformatted(w, 1)),
        new("arguments of many calls that the terminal event spells with white space", Feed.Stream, w => Reformatted(w, Math.Min(w.Size / 1_050, Many))),
        new("encrypted content that the terminal event has anew", Feed.Stream, Encrypted),
        new("encrypted content in an item that is told again and again", Feed.Stream, w => w.Event(Created, Added(0, Reasoning(new string('A', w.Size / 2)))).Fill(i => Of("reasoning_summary_part.added", ",\"output_index\":0,\"item_id\":\"i0\",\"summary_index\":0,\"part\":{\"type\":\"summary_text\",\"text\":\"\"}"))),
    ];

    private static string Delta(string delta, int index = 0) => Of("function_call_arguments.delta", $",\"output_index\":{index},\"delta\":\"{delta}\"");

    private static string Reasoning(string encrypted) => $"{{\"type\":\"reasoning\",\"id\":\"i0\",\"summary\":[],\"encrypted_content\":\"{encrypted}\"}}";

    /// <summary>At the largest size, 9,900 calls: more than 2,000 from a quarter of it on.</summary>
    private static void Each(InputWriter input, Func<int, string, string> next)
    {
        input.Event(Created);
        for (var i = 0; input.Left > 0 && i < Many; i++)
        {
            input.Event(next(i, Pad(860)));
        }
    }

    private static void Terminal(InputWriter input)
    {
        var count = Math.Min(input.Size / 2_100, Many);
        input.Event(Created).Event([.. Enumerable.Range(0, count).Select(i => Done(i, Call("i" + i, "c" + i, Pad(800))))]);
        input.Event(Completed(List(count, i => Call("j" + i, "d" + i, Pad(800) + i))));
        input.Event([.. Enumerable.Range(0, count).Select(i => $"{{\"type\":\"keepalive\",\"call_id\":\"c{i}\"}}")]);
    }

    private static void Turns(InputWriter input)
    {
        var count = Math.Min(input.Size / 1_050, Many);
        input.Event(Created).Event([.. Enumerable.Range(0, count).Select(i => Added(i, Call("i" + i, "c" + i, "", "in_progress")))]).Fill(i => Delta("x", i % count));
    }

    private static void Reformatted(InputWriter input, int count)
    {
        var each = Math.Max((input.Size / count / 3) - 200, 10) / 20;
        var arguments = "[" + List(each, i => $"{{\\\"a\\\":{i}}}") + "]";
        var spaced = "[" + List(each, i => $"{{   \\\"a\\\" :\\n\\t {i} }}") + "]";
        input.Event(Created).Event([.. Enumerable.Range(0, count).Select(i => Done(i, Call("i" + i, "c" + i, arguments)))]);
        input.Event(Completed(List(count, i => Call("i" + i, "c" + i, spaced))));
    }

    private static void Encrypted(InputWriter input) => input.Event(
        Created, Done(0, Reasoning(new string('A', input.Size / 2))), Completed(Reasoning(new string('B', input.Size / 2))));
}
