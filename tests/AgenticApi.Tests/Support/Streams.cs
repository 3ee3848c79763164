using System.Text.Json.Nodes;

namespace AgenticApi.Tests.Support;

/// <summary>Reads a stream in the simplest way, to compare the fold with it.</summary>
internal static class Streams
{
    public static string Type(JsonObject e) => e["type"]?.ToString() ?? "";

    /// <summary>Returns the response of the terminal event, or the bare one; null if the stream has none.</summary>
    public static JsonObject? Terminal(IEnumerable<JsonObject> events) => events
        .Select(e => Type(e) is "response.completed" or "response.failed" or "response.incomplete" ? e["response"]!.AsObject()
            : e["object"]?.ToString() == "response" ? e : null)
        .LastOrDefault(response => response is not null);

    /// <summary>Returns the items of <c>output_item.done</c> by round and index, without members that do not belong into an item.</summary>
    public static IReadOnlyList<JsonObject> FinishedItems(IEnumerable<JsonObject> events)
    {
        var (round, created) = (0, false);
        var items = new List<(int Round, int Index, JsonObject Item)>();
        foreach (var e in events)
        {
            if (Type(e) == "response.created")
            {
                round += created ? 1 : 0;
                created = true;
            }
            else if (Type(e) == "response.output_item.done")
            {
                var item = e["item"]!.DeepClone().AsObject();
                item["id"] = (item["id"] ?? item["item_id"])?.DeepClone();
                foreach (var stray in (string[])["item_id", "output_index", "sequence_number"])
                {
                    item.Remove(stray);
                }

                items.Add((round, e["output_index"]!.GetValue<int>(), item));
            }
        }

        return [.. items.OrderBy(item => item.Round).ThenBy(item => item.Index).Select(item => item.Item)];
    }

    public static string Joined(IEnumerable<JsonObject> events, string type) =>
        string.Concat(events.Where(e => Type(e) == type).Select(e => e["delta"]!.ToString()));

    /// <summary>Returns all texts of a response: messages, refusals, reasoning, summaries, arguments.</summary>
    public static List<string> Texts(Response response) =>
    [
        .. response.Output.SelectMany(item => item switch
        {
            MessageItem message => message.Content.Select(part => part switch { OutputTextPart t => t.Text, RefusalPart r => r.Refusal, _ => "" }),
            ReasoningItem reasoning => reasoning.Content.OfType<ReasoningTextPart>().Select(part => part.Text)
                .Concat(reasoning.Summary.OfType<SummaryTextPart>().Select(part => part.Text)),
            FunctionCallItem call => [call.Arguments],
            _ => [],
        }),
    ];
}

/// <summary>The texts received so far, by item and part.</summary>
internal sealed class StreamedText
{
    private readonly Dictionary<string, string> _texts = [];
    private int _round = -1;

    public bool HasError { get; private set; }

    public IEnumerable<string> Texts => _texts.Values;

    public int Length => _texts.Values.Sum(text => text.Length);

    public void Add(JsonObject e)
    {
        var type = Streams.Type(e);
        HasError |= type == "error";
        _round += type == "response.created" ? 1 : 0;
        var family = type.Split('.') is ["response", var name, "delta" or "done"] ? name : "";
        if (family is not ("output_text" or "refusal" or "reasoning_text" or "reasoning_summary_text" or "function_call_arguments"))
        {
            return;
        }

        var key = $"{_round}/{e["output_index"]}/{family}/{e["content_index"]}{e["summary_index"]}";
        _texts[key] = type.EndsWith(".delta", StringComparison.Ordinal)
            ? _texts.GetValueOrDefault(key) + e["delta"]
            : (e["text"] ?? e["refusal"] ?? e["arguments"])!.ToString();
    }
}
