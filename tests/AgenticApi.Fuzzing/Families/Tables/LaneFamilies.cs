using static AgenticApi.Fuzzing.Families.Tables.Events;

namespace AgenticApi.Fuzzing.Families.Tables;

/// <summary>Several responses on one connection. Each that has ended is given away and must not be held.</summary>
internal static class LaneFamilies
{
    public static readonly Family[] All =
    [
        new("responses one after the other", Feed.All, w => w.Fill(i => i % 2 == 0 ? Response("created", "resp_" + (i / 2)) : Response("completed", "resp_" + (i / 2)))) { MostHeld = 0.25 },
        new("long responses one after the other", Feed.All, w => w.Fill(i => (i % 3) switch
        {
            0 => Response("created", "resp_" + (i / 3)),
            1 => Text(Pad(100_000)),
            _ => Response("completed", "resp_" + (i / 3)),
        })) { MostHeld = 0.5 },
        new("bare responses one after the other", Feed.All, w => w.Fill(i => $"{{\"id\":\"resp_{i}\",\"object\":\"response\",\"status\":\"completed\",\"output\":[]}}")) { MostHeld = 0.25 },
        new("responses that never end, one after the other", Feed.All, w => w.Fill(i => Response("created", "resp_" + i))) { MostHeld = 0.25 },
        new("lanes that end, one after the other", Feed.All, w => w.Fill(i => InLane(i / 2, Response(i % 2 == 0 ? "created" : "completed", "resp_" + (i / 2))))) { MostHeld = 0.25 },
        new("lanes that end, with long responses", Feed.All, w => w.Fill(i => InLane(i / 2, i % 2 == 0 ? Response("created", "resp_" + (i / 2)) : Completed(MessageOf("i0", Pad(20_000)))))) { MostHeld = 0.25 },
        new("lanes, another in each event", Feed.All, w => w.Fill(i => InLane(i, Response("created", "resp_" + i)))) { IsDamaged = true },
        new("lanes, another in each delta", Feed.All, w => w.Fill(i => InLane(i, Text("x")))) { IsDamaged = true },
        new("lanes, another in each unknown event", Feed.All, w => w.Fill(i => InLane(i, Of("unknown", "")))) { IsDamaged = true },
        new("lanes, many in turn", Feed.All, w => w.Fill(i => InLane(i % 500, i < 500 ? Response("created", "resp_" + i) : Text("x")))),
        new("lanes with long names", Feed.All, w => w.Fill(i => Text("x")[..^1] + $",\"stream_id\":\"{Pad(10_000)}{i % 2}\"}}")),
        new("lanes, deltas after each has ended", Feed.All, w => w.Event(Response("created", "resp_1"), Response("completed", "resp_1")).Fill(_ => Text("x"))) { MostHeld = 0.25 },
        new("malformed events between responses", Feed.All, w => w.Fill(i => i % 2 == 0 ? Response("created", "resp_" + i) : "{\"type\":}")) { IsDamaged = true },
    ];

    private static string Response(string type, string id) =>
        Of(type, $",\"response\":{{\"id\":\"{id}\",\"object\":\"response\",\"status\":\"{(type == "completed" ? type : "in_progress")}\",\"output\":[]}}");

    private static string InLane(int lane, string json) => json[..^1] + $",\"stream_id\":\"lane_{lane}\"}}";
}
