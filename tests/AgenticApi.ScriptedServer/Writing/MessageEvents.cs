using System.Text.Json.Nodes;

namespace AgenticApi.Scripted.Writing;

/// <summary>The events of a message's part, text or refusal.</summary>
internal static class MessageEvents
{
    public static void Write(ItemWriter w)
    {
        var part = w.Finished["content"]![0]!.AsObject();
        (string, JsonNode?)[] place = [("content_index", w.Dialect.ContentIndex(w.Exchange, w.Item))];
        if (w.Item.Announced)
        {
            w.Event("response.content_part.added", [.. place, ("part", Skeleton(part))]);
        }

        if (part["refusal"] is { } refusal)
        {
            w.Text("response.refusal", "refusal", (string)refusal!, place);
        }
        else
        {
            Text(w, part, place);
        }

        if (w.Item.Announced)
        {
            w.Event("response.content_part.done", [.. place, ("part", part)]);
        }
    }

    private static void Text(ItemWriter w, JsonObject part, (string, JsonNode?)[] place)
    {
        var text = (string)part["text"]!;
        var annotations = new Queue<(JsonNode? Annotation, int Number)>(part["annotations"]!.AsArray().Select((annotation, i) => (annotation, i)));
        var written = 0;
        foreach (var piece in w.Item.Announced ? w.Dialect.PiecesOf(w.Item, text) : [])
        {
            w.Event("response.output_text.delta", [.. place, ("delta", piece), ("logprobs", new JsonArray())]);
            written += piece.Length;
            Annotate(until: written);
        }

        // One that names no position comes when all of the text is there.
        Annotate(until: int.MaxValue);
        w.Event("response.output_text.done", [.. place, ("text", text), ("logprobs", new JsonArray())]);

        void Annotate(int until)
        {
            while (annotations.TryPeek(out var next) && Position(next.Annotation!) <= until)
            {
                var (annotation, number) = annotations.Dequeue();
                w.Event("response.output_text.annotation.added", [.. place, ("annotation_index", number), ("annotation", annotation)]);
            }
        }
    }

    private static int Position(JsonNode annotation) => (int?)annotation["end_index"] ?? (int?)annotation["index"] ?? int.MaxValue;

    private static JsonObject Skeleton(JsonObject part)
    {
        var empty = new JsonObject();
        foreach (var (name, value) in part)
        {
            empty[name] = name switch
            {
                "type" => value!.DeepClone(),
                "text" or "refusal" => "",
                _ => new JsonArray(),
            };
        }

        return empty;
    }
}
