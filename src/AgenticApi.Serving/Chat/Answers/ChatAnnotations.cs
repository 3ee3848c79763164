using System.Text.Json;

namespace AgenticApi.Serving.Chat.Answers;

/// <summary>
/// Reads the annotations of a message. Chat Completions nests the members under the type; the Responses API does not. Annotations of other
/// types, such as OpenRouter's parsed files, are left out, because clients throw on a type that the API does not have.
/// </summary>
internal static class ChatAnnotations
{
    private const string UrlCitation = "url_citation";

    public static void Read(JsonElement annotations, List<ModelDelta> deltas)
    {
        foreach (var annotation in annotations.Values())
        {
            if (annotation.Member("type").Text() is UrlCitation or "file_citation" or "container_file_citation" or "file_path")
            {
                deltas.Add(new AnnotationDelta(Flatten(annotation, annotation.Member("type").Text()!)));
            }
        }
    }

    /// <summary>
    /// Converts an annotation to the format of the Responses API. Clients reject a URL citation without indexes and title, which some
    /// servers leave out, so defaults are added.
    /// </summary>
    private static JsonElement Flatten(JsonElement annotation, string type)
    {
        var nested = annotation.Member(type);
        var members = nested.ValueKind == JsonValueKind.Object ? nested : annotation;
        if (type != UrlCitation && nested.ValueKind != JsonValueKind.Object)
        {
            return annotation.Clone();
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            if (type == UrlCitation)
            {
                json.WriteNumber("start_index", members.Member("start_index").Number());
                json.WriteNumber("end_index", members.Member("end_index").Number());
                json.WriteString("title", members.Member("title").Text() ?? members.Member("url").Text() ?? "");
                json.WriteString("url", members.Member("url").Text() ?? "");
            }

            foreach (var member in members.EnumerateObject())
            {
                if (member.Name != "type" && (type != UrlCitation || member.Name is not ("start_index" or "end_index" or "title" or "url")))
                {
                    member.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
