using System.Text;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>Changes which events a stream has, and in what order.</summary>
internal sealed class StreamMutation(Random random)
{
    private static readonly byte[][] Extra =
    [
        .. new[]
        {
            "{\"type\":\"error\",\"code\":\"c4nary\",\"message\":\"c4nary\"}", "{\"error\":{\"message\":\"c4nary\"}}", "{\"object\":\"error\",\"type\":\"x\",\"message\":\"c4nary\"}",
            "{\"type\":\"response.created\",\"response\":{\"id\":\"resp_2\",\"object\":\"response\",\"status\":\"in_progress\",\"output\":[]}}", "{}", "[1]", "7", "{\"type\":7}", "{\"type\":null}",
            "{\"type\":\"response.completed\",\"object\":\"response\",\"id\":\"resp_1\",\"status\":\"completed\",\"output\":[]}", "{\"type\":\"response.completed\"}",
            "{\"type\":\"response.completed\",\"response\":null}", "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}", "{\"type\":\"response.done\",\"response\":{}}",
            "{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"output\":[]}", "{\"id\":\"resp_9\",\"object\":\"response\",\"status\":\"completed\",\"output\":null}",
            "{\"type\":\"keepalive\"}", "{\"type\":\"response.hologram.done\"}", "not json c4nary", "{\"type\":\"response.output_text.delta\",\"delta\":\"~900~\"}",
            "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"\\ud83d\"}", "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"\\ude42\"}",
            "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"item_id\":\"item_0\",\"delta\":\"~901~\\ud83d\"}",
            "{\"type\":\"response.audio.delta\",\"delta\":\"AA==\"}", "{\"type\":\"response.audio.delta\",\"delta\":\"c4nary!\"}", "{\"type\":\"response.audio.transcript.delta\",\"delta\":\"\\ud83d\"}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Changes the list once; never leaves it empty.</summary>
    public void Apply(List<byte[]> events, List<byte[]>? other)
    {
        var at = random.Next(events.Count);
        switch (random.Next(9))
        {
            case 0 or 1 when events.Count > 1:
                events.RemoveAt(at);
                break;
            case 2:
                events.Insert(random.Next(events.Count + 1), events[at]);
                break;
            case 3:
                var to = random.Next(events.Count);
                (events[at], events[to]) = (events[to], events[at]);
                break;
            case 4:
                var moved = events[at];
                events.RemoveAt(at);
                events.Insert(random.Next(events.Count + 1), moved);
                break;
            case 5 when other is not null:
                events.InsertRange(random.Next(events.Count + 1), other.Skip(random.Next(other.Count)).Take(random.Next(1, 20)));
                break;
            case 6:
                events.RemoveRange(at + 1, random.Next(events.Count - at));
                break;
            default:
                events.Insert(random.Next(events.Count + 1), Extra[random.Next(Extra.Length)]);
                break;
        }
    }

    /// <summary>Leaves one source of what is said, so that nothing hides it where that one is lost.</summary>
    public void LeaveOneSource(List<byte[]> events)
    {
        switch (random.Next(8))
        {
            case < 5:
                events.RemoveAll(e => Has(e, ".done\""u8) || IsEnd(e));
                break;
            case 5:
                events.RemoveAll(e => Has(e, ".delta\""u8) || (Has(e, ".done\""u8) && !Has(e, "response.output_item.done\""u8)) || IsEnd(e));
                break;
            case 6:
                events.RemoveAll(e => Has(e, ".delta\""u8) || Has(e, "response.output_item.done\""u8) || (random.Next(2) == 0 && Has(e, "_part.done\""u8)) || IsEnd(e));
                break;
            default:
                events.RemoveAll(e => Has(e, ".delta\""u8) || Has(e, ".done\""u8));
                break;
        }
    }

    private static bool IsEnd(byte[] e) =>
        Has(e, "\"type\":\"response.completed\""u8) || Has(e, "\"type\":\"response.incomplete\""u8) || Has(e, "\"type\":\"response.failed\""u8) || Has(e, "\"type\":\"response.cancelled\""u8);

    private static bool Has(byte[] e, ReadOnlySpan<byte> text) => e.AsSpan().IndexOf(text) >= 0;
}
