using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>Translates the content of a message or of a tool output into the content parts of Chat Completions.</summary>
internal static class ChatContent
{
    /// <summary>Writes content: a string if it is only text, because every server accepts strings; otherwise an array of parts.</summary>
    public static void Write(JsonElement content, string at, Utf8JsonWriter json) => Write([(content, at)], json);

    /// <summary>Writes several contents as one. If all are text, line breaks separate them.</summary>
    public static void Write(IReadOnlyList<(JsonElement Content, string At)> contents, Utf8JsonWriter json)
    {
        var all = contents.Select(content => content.Content.ValueKind == JsonValueKind.String
            ? [new Part(content.Content, "text", content.At)]
            : Parts(content.Content, content.At)).ToList();
        if (all.TrueForAll(parts => parts.TrueForAll(part => IsText(part.Type))))
        {
            json.WriteStringValue(string.Join('\n', all.Select(parts => string.Concat(parts.Select(TextOf)))));
            return;
        }

        json.WriteStartArray();
        foreach (var part in all.SelectMany(parts => parts))
        {
            WritePart(part, json);
        }

        json.WriteEndArray();
    }

    /// <summary>Returns the text of a system message, which may contain only text.</summary>
    public static string Text(JsonElement content, string at) => content.Text()
        ?? string.Concat(Parts(content, at).Select(part => IsText(part.Type)
            ? Required.Text(part.Json, "text", part.At)
            : throw Fault.Invalid($"{part.At}.type", $"Invalid '{part.At}.type': a system or developer message can contain only text. Send parts of the type 'input_text'.")));

    /// <summary>Returns the text and the refusal of an assistant message. Annotations and log probabilities are left out.</summary>
    public static (string Text, string Refusal) AssistantText(JsonElement content, string at)
    {
        if (content.Text() is { } text)
        {
            return (text, "");
        }

        var parts = Parts(content, at);
        return (
            string.Concat(parts.Where(part => part.Type != PartTypes.Refusal).Select(part => IsText(part.Type)
                ? Required.Text(part.Json, "text", part.At)
                : throw Fault.Value($"{part.At}.type", PartTypes.OutputText, PartTypes.Refusal))),
            string.Concat(parts.Where(part => part.Type == PartTypes.Refusal).Select(part => Required.Text(part.Json, "refusal", part.At))));
    }

    /// <summary>Writes an image as a part.</summary>
    /// <param name="part">An object with an <c>image_url</c>.</param>
    /// <param name="at">The path of the object in the request.</param>
    /// <param name="json">The writer.</param>
    public static void WriteImage(JsonElement part, string at, Utf8JsonWriter json)
    {
        RefuseFile(part, "file_id", at, "send the image as a URL or data URL in image_url");
        var url = Required.NonEmpty(part, "image_url", at);
        var detail = Required.OptionalText(part, "detail", at);
        json.WriteStartObject();
        json.WriteString("type", "image_url");
        json.WriteStartObject("image_url");
        json.WriteString("url", url);
        if (detail is not null)
        {
            json.WriteString("detail", detail switch
            {
                "auto" or "low" or "high" => detail,
                // The highest level of detail in Chat Completions.
                "original" => "high",
                _ => throw Fault.Value($"{at}.detail", "auto", "low", "high", "original"),
            });
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Copies a member if it exists and is not null.</summary>
    public static void Copy(JsonElement owner, string name, Utf8JsonWriter json, string? newName = null)
    {
        if (owner.Member(name) is var value && value.HasValue())
        {
            json.WritePropertyName(newName ?? name);
            value.WriteTo(json);
        }
    }

    private static string TextOf(Part part) => part.Json.Text() ?? Required.Text(part.Json, "text", part.At);

    private static bool IsText(string type) => type is "input_text" or PartTypes.OutputText or "text";

    private static List<Part> Parts(JsonElement content, string at) => content.ValueKind == JsonValueKind.Array
        ? [.. Required.Objects(content, at).Select(part => new Part(part.Value, Required.Text(part.Value, "type", part.At), part.At))]
        : throw Fault.Type(at, "a string or an array of parts", content);

    private static void WritePart(Part part, Utf8JsonWriter json)
    {
        var (value, type, at) = part;
        switch (type)
        {
            case "input_image":
                WriteImage(value, at, json);
                return;
            case "input_file":
                RefuseFile(value, "file_id", at, "send the content of the file in file_data");
                RefuseFile(value, "file_url", at, "send the content of the file in file_data");
                json.WriteStartObject();
                json.WriteString("type", "file");
                json.WriteStartObject("file");
                json.WriteString("file_data", Required.NonEmpty(value, "file_data", at));
                WriteUnlessNull("filename", Required.OptionalText(value, "filename", at), json);
                break;
            case "input_audio":
                var audio = Required.Object(value, type, at);
                json.WriteStartObject();
                json.WriteString("type", type);
                json.WriteStartObject(type);
                json.WriteString("data", Required.NonEmpty(audio, "data", $"{at}.{type}"));
                json.WriteString("format", Required.NonEmpty(audio, "format", $"{at}.{type}"));
                break;
            default:
                json.WriteStartObject();
                json.WriteString("type", "text");
                json.WriteString("text", IsText(type) ? TextOf(part) : throw Fault.Value($"{at}.type", "input_text", "input_image", "input_file", "input_audio"));
                json.WriteEndObject();
                return;
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteUnlessNull(string name, string? text, Utf8JsonWriter json)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void RefuseFile(JsonElement part, string name, string at, string instead)
    {
        if (part.Member(name).HasValue())
        {
            throw Fault.Unsupported($"{at}.{name}", $"Unsupported parameter: '{at}.{name}'. Files are not stored or downloaded: {instead}.");
        }
    }

    private readonly record struct Part(JsonElement Json, string Type, string At);
}
