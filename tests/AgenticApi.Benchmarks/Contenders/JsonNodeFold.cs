using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace AgenticApi.Benchmarks.Contenders;

/// <summary>
/// The fold that one writes by hand in an afternoon: a <see cref="JsonNode"/> for every event, dictionaries by index, strings that
/// grow. Right for a server that keeps to the protocol.
/// </summary>
internal sealed class JsonNodeFold
{
    private readonly SortedDictionary<int, JsonObject> _items = [];
    private readonly Dictionary<(int Item, string List, int Part), string> _texts = [];
    private readonly Dictionary<int, string> _arguments = [];
    private JsonObject _response = [];
    private bool _ended;

    public static void Streams(Corpus corpus)
    {
        foreach (var stream in corpus.Streams)
        {
            Fold(stream);
        }
    }

    public static JsonObject Fold(byte[] stream)
    {
        var fold = new JsonNodeFold();
        foreach (var e in SseParser.Create(new MemoryStream(stream)).Enumerate())
        {
            if (e.Data != "[DONE]" && JsonNode.Parse(e.Data) is JsonObject data)
            {
                fold.Add(data);
            }
        }

        return fold.Finish();
    }

    /// <summary>The text of the messages of a folded response: to see that it was folded right.</summary>
    public static string Text(JsonObject response) =>
        string.Concat(
            from item in response["output"]!.AsArray()
            where (string?)item!["type"] == "message"
            from part in item["content"]!.AsArray()
            where (string?)part!["type"] == "output_text"
            select (string?)part["text"]);

    private void Add(JsonObject e)
    {
        var item = (int?)e["output_index"] ?? 0;
        switch ((string?)e["type"])
        {
            case "response.created" or "response.queued" or "response.in_progress":
                _response = e["response"]!.AsObject();
                break;
            case "response.completed" or "response.incomplete" or "response.failed":
                _response = e["response"]!.AsObject();
                _ended = true;
                break;
            case "response.output_item.added" or "response.output_item.done":
                _items[item] = e["item"]!.AsObject();
                break;
            case "response.output_text.delta" or "response.refusal.delta" or "response.reasoning_text.delta":
                Append((item, "content", (int?)e["content_index"] ?? 0), (string?)e["delta"]);
                break;
            case "response.reasoning_summary_text.delta":
                Append((item, "summary", (int?)e["summary_index"] ?? 0), (string?)e["delta"]);
                break;
            case "response.output_text.done" or "response.reasoning_text.done":
                _texts[(item, "content", (int?)e["content_index"] ?? 0)] = (string?)e["text"] ?? "";
                break;
            case "response.function_call_arguments.delta":
                _arguments[item] = _arguments.GetValueOrDefault(item, "") + (string?)e["delta"];
                break;
            case "response.function_call_arguments.done":
                _arguments[item] = (string?)e["arguments"] ?? "";
                break;
        }
    }

    private void Append((int Item, string List, int Part) part, string? delta) =>
        _texts[part] = _texts.GetValueOrDefault(part, "") + delta;

    private JsonObject Finish()
    {
        if (_ended && _response["output"] is JsonArray { Count: > 0 })
        {
            return _response;
        }

        // No whole output came: what was streamed is put together.
        foreach (var (index, text) in _arguments)
        {
            if (_items.TryGetValue(index, out var item))
            {
                item["arguments"] = text;
            }
        }

        foreach (var (part, text) in _texts.OrderBy(entry => entry.Key.Part))
        {
            if (_items.TryGetValue(part.Item, out var item) && (string?)item["status"] == "in_progress")
            {
                if (item[part.List] is not JsonArray parts)
                {
                    item[part.List] = parts = [];
                }

                parts.Add(new JsonObject { ["type"] = "output_text", ["text"] = text });
            }
        }

        _response["output"] = new JsonArray([.. _items.Values.Select(item => item.DeepClone())]);
        return _response;
    }
}
