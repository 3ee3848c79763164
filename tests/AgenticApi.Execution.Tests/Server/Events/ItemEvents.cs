using System.Text.Json.Nodes;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>The events of one item, as OpenAI sends them.</summary>
/// <param name="item">The finished item.</param>
/// <param name="index">Its index in the output.</param>
/// <param name="pieces">Into how many deltas a text is cut.</param>
internal sealed class ItemEvents(JsonObject item, int index, int pieces)
{
    public JsonObject Done => Carry("response.output_item.done", (JsonObject)item.DeepClone());

    /// <summary>Returns the events before <see cref="Done"/>.</summary>
    public IEnumerable<JsonObject> BeforeDone() => $"{item["type"]}" switch
    {
        "message" => [Carry("response.output_item.added", Skeleton("content")), .. Parts("content", "content_part", "output_text")],
        "reasoning" =>
        [
            Carry("response.output_item.added", Skeleton("summary", "content", "encrypted_content")),
            .. Parts("summary", "reasoning_summary_part", "reasoning_summary_text"),
            .. Parts("content", "content_part", "reasoning_text"),
        ],
        "function_call" => Call("function_call_arguments", "arguments"),
        "custom_tool_call" => Call("custom_tool_call_input", "input"),
        _ => [Carry("response.output_item.added", Skeleton())],
    };

    private IEnumerable<JsonObject> Call(string family, string member)
    {
        var text = $"{item[member]}";
        var skeleton = Skeleton();
        skeleton[member] = "";
        yield return Carry("response.output_item.added", skeleton);
        foreach (var piece in Cut(text))
        {
            yield return Event($"response.{family}.delta", ("delta", piece));
        }

        yield return Event($"response.{family}.done", (member, text));
    }

    private IEnumerable<JsonObject> Parts(string list, string partFamily, string textFamily)
    {
        var isText = textFamily == "output_text";
        var counter = list == "summary" ? "summary_index" : "content_index";
        var parts = (item[list] as JsonArray ?? []).OfType<JsonObject>().ToList();
        for (var i = 0; i < parts.Count; i++)
        {
            var text = $"{parts[i]["text"]}";
            var empty = parts[i].DeepClone();
            empty["text"] = "";
            yield return Event($"response.{partFamily}.added", (counter, i), ("part", empty));
            foreach (var piece in Cut(text))
            {
                yield return WithLogprobs(Event($"response.{textFamily}.delta", (counter, i), ("delta", piece)));
            }

            yield return WithLogprobs(Event($"response.{textFamily}.done", (counter, i), ("text", text)));
            yield return Event($"response.{partFamily}.done", (counter, i), ("part", parts[i].DeepClone()));
        }

        JsonObject WithLogprobs(JsonObject streamEvent)
        {
            if (isText)
            {
                streamEvent["logprobs"] = new JsonArray();
            }

            return streamEvent;
        }
    }

    /// <summary>Returns the item as it is announced: lists are empty, and it is in progress.</summary>
    private JsonObject Skeleton(params string[] emptied)
    {
        var skeleton = (JsonObject)item.DeepClone();
        foreach (var name in emptied.Where(skeleton.ContainsKey))
        {
            skeleton[name] = skeleton[name] is JsonArray ? new JsonArray() : "";
        }

        if (skeleton.ContainsKey("status"))
        {
            skeleton["status"] = "in_progress";
        }

        return skeleton;
    }

    private JsonObject Carry(string type, JsonObject carried) => new() { ["type"] = type, ["output_index"] = index, ["item"] = carried };

    private JsonObject Event(string type, params (string Name, JsonNode Value)[] members)
    {
        var streamEvent = new JsonObject { ["type"] = type, ["item_id"] = item["id"]?.DeepClone(), ["output_index"] = index };
        foreach (var (name, value) in members)
        {
            streamEvent[name] = value;
        }

        return streamEvent;
    }

    /// <summary>Cuts a text into pieces of equal length, none of which begins with half a character.</summary>
    private IEnumerable<string> Cut(string text)
    {
        var length = Math.Max(1, (text.Length + pieces - 1) / pieces);
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + length);
            end += end < text.Length && char.IsLowSurrogate(text[end]) ? 1 : 0;
            yield return text[start..end];
            start = end;
        }
    }
}
