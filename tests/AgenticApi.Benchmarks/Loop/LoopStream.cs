using System.Globalization;
using System.Text;

namespace AgenticApi.Benchmarks.Loop;

/// <summary>The event streams of the loop's benchmarks: a text of fifty deltas, and two calls after it or none.</summary>
internal static class LoopStream
{
    public const int CallsOfRound = 2;
    private const int Deltas = 50;

    /// <summary>A response with a text and two calls.</summary>
    public static byte[] Calls() => Response([0, 1]);

    /// <summary>A response with a text.</summary>
    public static byte[] Text() => Response([]);

    /// <summary>The events of a response, each with its line break.</summary>
    public static IReadOnlyList<string> Events(int[] calls)
    {
        var events = new List<string>();
        var text = string.Concat(Enumerable.Repeat("word ", Deltas));
        var message = $$"""{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"{{text}}","annotations":[]}]}""";
        var response = """{"id":"resp_1","object":"response","created_at":1,"model":"m","status":"STATUS","output":[OUTPUT],"tools":[],"usage":{"input_tokens":10,"output_tokens":60,"total_tokens":70}}""";
        Add(events, "response.created", $"\"response\":{response.Replace("STATUS", "in_progress", StringComparison.Ordinal).Replace("OUTPUT", "", StringComparison.Ordinal)}");
        Add(events, "response.output_item.added", "\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"status\":\"in_progress\",\"content\":[]}");
        Add(events, "response.content_part.added", "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}");
        for (var i = 0; i < Deltas; i++)
        {
            Add(events, "response.output_text.delta", "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"word \"");
        }

        Add(events, "response.output_text.done", $"\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"text\":\"{text}\"");
        Add(events, "response.content_part.done", $$"""
            "item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"{{text}}","annotations":[]}
            """);
        Add(events, "response.output_item.done", $"\"output_index\":0,\"item\":{message}");
        var items = new List<string> { message };
        foreach (var call in calls)
        {
            var item = $$"""{"id":"fc_{{call}}","type":"function_call","call_id":"call_{{call}}","name":"look","arguments":"ARGUMENTS","status":"completed"}""";
            var arguments = $$"""{\"n\":{{call}}}""";
            items.Add(item.Replace("ARGUMENTS", arguments, StringComparison.Ordinal));
            Add(events, "response.output_item.added", $"\"output_index\":{call + 1},\"item\":{item.Replace("ARGUMENTS", "", StringComparison.Ordinal).Replace("completed", "in_progress", StringComparison.Ordinal)}");
            Add(events, "response.function_call_arguments.delta", $"\"item_id\":\"fc_{call}\",\"output_index\":{call + 1},\"delta\":\"{arguments}\"");
            Add(events, "response.function_call_arguments.done", $"\"item_id\":\"fc_{call}\",\"output_index\":{call + 1},\"arguments\":\"{arguments}\"");
            Add(events, "response.output_item.done", $"\"output_index\":{call + 1},\"item\":{items[^1]}");
        }

        Add(events, "response.completed", $"\"response\":{response.Replace("STATUS", "completed", StringComparison.Ordinal).Replace("OUTPUT", string.Join(',', items), StringComparison.Ordinal)}");
        return events;
    }

    private static byte[] Response(int[] calls) => Encoding.UTF8.GetBytes(string.Concat(Events(calls)));

    private static void Add(List<string> events, string type, string members) =>
        events.Add(string.Create(CultureInfo.InvariantCulture, $"event: {type}\ndata: {{\"type\":\"{type}\",\"sequence_number\":{events.Count},{members}}}\n\n"));
}
