using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Scripts;

/// <summary>
/// One output item of an answer: its members as the wire has them, without what the server adds (ids, statuses). Two shorthands: the
/// <c>text</c> or <c>refusal</c> of a message and the <c>text</c> of a reasoning item stand for their one part.
/// </summary>
internal sealed class ScriptedItem
{
    private readonly JsonObject _script;

    public ScriptedItem(JsonObject node)
    {
        _script = node["script"] as JsonObject ?? [];
        Type = (string)node["type"]!;
        Wire = new JsonObject(node.Where(m => m.Key is not ("script" or "type")).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));
        Expand();
    }

    public string Type { get; }

    /// <summary>The members of the finished item.</summary>
    public JsonObject Wire { get; }

    /// <summary>The arguments as they are streamed, where the terminal event spells them otherwise.</summary>
    public string? Streamed => (string?)_script["streamed"];

    /// <summary>False for an item that no event announces: its text comes whole, when it is done.</summary>
    public bool Announced => (bool?)_script["announced"] ?? true;

    /// <summary>True for an item that is streamed and not in the terminal output.</summary>
    public bool Forgotten => (bool?)_script["forgotten"] ?? false;

    /// <summary>True for an item whose events stop before anything of it is done.</summary>
    public bool Unfinished => (bool?)_script["unfinished"] ?? false;

    /// <summary>True for an item that is done only after the one behind it.</summary>
    public bool Late => (bool?)_script["late"] ?? false;

    /// <summary>True for the first item of a further model round.</summary>
    public bool OpensRound => (bool?)_script["round"] ?? false;

    /// <summary>The only server that answers with the item; null where every one does.</summary>
    public string? Only => (string?)_script["only"];

    /// <summary>What the model wrote for the item, which its tokens are counted by.</summary>
    public string Written => WrittenIn(Wire);

    private static string WrittenIn(JsonNode? node) =>
        node switch
        {
            JsonObject o => string.Concat(o.Select(m =>
                m.Key is "text" or "refusal" or "arguments" or "input" or "code" or "diff" or "commands" ? m.Value?.ToString() : WrittenIn(m.Value))),
            JsonArray a => string.Concat(a.Select(WrittenIn)),
            _ => "",
        };

    private void Expand()
    {
        if (Type == "message")
        {
            var part = Take("refusal") is { } refusal
                ? new JsonObject { ["type"] = "refusal", ["refusal"] = refusal }
                : new JsonObject
                {
                    ["type"] = "output_text",
                    ["annotations"] = Take("annotations") ?? new JsonArray(),
                    ["logprobs"] = new JsonArray(),
                    ["text"] = Take("text"),
                };
            foreach (var annotation in (part["annotations"] as JsonArray ?? []).Cast<JsonObject>())
            {
                Place(annotation, (string)part["text"]!);
            }

            Wire["content"] = new JsonArray(part);
            Wire["role"] = "assistant";
        }
        else if (Type == "reasoning")
        {
            Wire["summary"] ??= new JsonArray();
            if (Take("text") is { } text)
            {
                Wire["content"] = new JsonArray(new JsonObject { ["text"] = text, ["type"] = "reasoning_text" });
            }
        }
    }

    /// <summary>An annotation says which words it is for (<c>cites</c>), and is sent with their position.</summary>
    private static void Place(JsonObject annotation, string text)
    {
        if ((string?)annotation["cites"] is not { } cites)
        {
            return;
        }

        annotation.Remove("cites");
        var start = text.IndexOf(cites, StringComparison.Ordinal);
        if ((string)annotation["type"]! == "file_citation")
        {
            annotation["index"] = start + cites.Length;
            return;
        }

        annotation["start_index"] = start;
        annotation["end_index"] = start + cites.Length;
    }

    private JsonNode? Take(string member)
    {
        var value = Wire[member];
        Wire.Remove(member);
        return value;
    }
}
