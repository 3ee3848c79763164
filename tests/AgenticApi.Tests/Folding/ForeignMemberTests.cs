using System.Text;
using AgenticApi.Protocol;

namespace AgenticApi.Tests.Folding;

/// <summary>The payload is the member that the event type names. Other members change nothing, and empty ones erase nothing.</summary>
public class ForeignMemberTests
{
    private const string Kept = "KEPT";

    private static readonly string[] Payloads =
        ["delta", "text", "refusal", "arguments", "input", "code", "diff", "command", "response", "item", "part", "annotation", "output", "error", "name"];

    private static readonly string[] Values =
    [
        "null", "\"\"", "\"foreign\"", "{}", "[]", "7", """{"id":"r"}""",
        """{"type":"message","id":"f","object":"response","status":"failed","text":"foreign","output":[{"type":"message","id":"g"}]}""", """[{"type":"text","text":"foreign"}]""",
    ];

    public static TheoryData<string> Types => [.. EventTable.Rows.Select(row => row.Type)];

    public static TheoryData<string> TypesThatBringSomething => [.. EventTable.Rows.Where(row => row.Payload != WireMember.None).Select(row => row.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Member_beside_the_payload_changes_nothing_at_any_position(string type)
    {
        var row = EventTable.Find(type);
        var plain = Twice(Event(row, "", ""));

        foreach (var name in Payloads.Where(name => WireMembers.Find(Encoding.UTF8.GetBytes(name)) != row.Payload && !IsOwn(name, row)))
        {
            foreach (var value in Values)
            {
                var foreign = $"\"{name}\":{value}";
                Twice(Event(row, foreign + ",", "")).Should().Be(plain, "{0} stands before the payload", foreign);
                Twice(Event(row, "", "," + foreign)).Should().Be(plain, "{0} stands behind the payload", foreign);
            }
        }
    }

    [Theory]
    [MemberData(nameof(TypesThatBringSomething))]
    public void Payload_is_kept_when_another_event_has_an_absent_null_or_empty_one(string type)
    {
        var row = EventTable.Find(type);
        var payload = Payload(row);
        string[] empties = [.. ((string[])["null", "\"\"", "{}", "[]"]).Select(empty => $"{payload[..payload.IndexOf(':', StringComparison.Ordinal)]}:{empty}"), "\"x\":0"];

        foreach (var second in empties)
        {
            var text = Summary(Fold.Events(Opening(row), Event(row, "", ""), Event(row, "", "").Replace(payload, second, StringComparison.Ordinal)));

            text.Should().Contain(Kept, "the second event had {0}", second);
        }
    }

    /// <summary>Folds an event and another one like it, and returns the complete result.</summary>
    private static string Twice(string json)
    {
        var accumulator = new ResponseAccumulator();
        foreach (var e in (string[])[Wire.Created, json, json])
        {
            accumulator.Add(Encoding.UTF8.GetBytes(e));
        }

        return Summary(accumulator.Finish());
    }

    private static string Summary(AccumulatedResponse result) => string.Join(
        '\n', [result.Response.ToJson(), result.Ending, Encoding.UTF8.GetString(result.Audio.Span), result.AudioTranscript, .. result.Deviations]);

    /// <summary>The name of a call is valid beside its complete arguments.</summary>
    private static bool IsOwn(string name, EventRow row) => name == "name" && row.Type == EventTypes.FunctionCallArgumentsDone;

    private static string Opening(EventRow row) => row.Effect is Effect.Envelope or Effect.Terminal ? """{"type":"keepalive"}""" : Wire.Created;

    private static string Event(EventRow row, string before, string after)
    {
        var index = row.Index == WireMember.None ? "" : $"\"{(row.Index == WireMember.SummaryIndex ? "summary" : row.Index == WireMember.CommandIndex ? "command" : "content")}_index\":0,";
        return $$"""{"type":"{{row.Type}}","output_index":0,"item_id":"i",{{index}}{{before}}{{Payload(row)}}{{after}}}""";
    }

    /// <summary>Returns the payload with the text to keep.</summary>
    private static string Payload(EventRow row) => row.Payload switch
    {
        WireMember.None => "\"x\":0",
        WireMember.Response => $$$""" "response":{"id":"resp_1","object":"response","created_at":1,"status":"in_progress","model":"m","output":[{{{Wire.Message("i", Kept)}}}]} """,
        WireMember.Error => """ "error":{"code":"c","message":"KEPT"} """,
        WireMember.Item => $$$""" "item":{"type":"{{{row.ItemType ?? "web_search_call"}}}","id":"i","status":"completed","note":"KEPT"} """,
        WireMember.Part => $$$""" "part":{"type":"{{{row.Place!.PartType ?? "output_text"}}}","text":"KEPT"} """,
        WireMember.Annotation => """ "annotation":{"type":"url_citation","url":"KEPT"} """,
        WireMember.Output => """ "output":[{"stdout":"KEPT","stderr":"","outcome":{"type":"exit","exit_code":0}}] """,
        WireMember.Delta when row.Place is { HasSecondText: true } => """ "delta":{"stdout":"KEPT","stderr":"e"} """,
        WireMember.Delta when row.Effect == Effect.AppendAudio => $"\"delta\":\"{Convert.ToBase64String(Encoding.UTF8.GetBytes(Kept))}\"",
        var member => $"\"{member.ToString().ToLowerInvariant()}\":\"{Kept}\"",
    };
}
