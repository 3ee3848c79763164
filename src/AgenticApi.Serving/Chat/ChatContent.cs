using System.Text.Json;

namespace AgenticApi.Serving.Chat;

/// <summary>The content of a message or of a tool's answer: from the parts of the one API to those of the other.</summary>
internal static class ChatContent
{
    /// <summary>Writes content: a text where there is nothing but text, for that is what every server understands, and otherwise parts.</summary>
    public static void Write(JsonElement content, string at, Utf8JsonWriter json)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            json.WriteStringValue(content.Text());
        }
        else if (content.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidRequestException("It must be a text or an array of parts.", at);
        }
        else if (content.Values().All(part => TextOf(part) is not null))
        {
            json.WriteStringValue(Text(content));
        }
        else
        {
            json.WriteStartArray();
            var i = 0;
            foreach (var part in content.Values())
            {
                WritePart(part, $"{at}[{i++}]", json);
            }

            json.WriteEndArray();
        }
    }

    /// <summary>The text of a content, or of its parts joined; what is no text is left out.</summary>
    public static string Text(JsonElement content) => content.Text() ?? string.Concat(content.Values().Select(TextOf));

    private static string? TextOf(JsonElement part) =>
        part.Member("type").Text() is "input_text" or PartTypes.OutputText or "text" ? part.Member("text").Text() : null;

    private static void WritePart(JsonElement part, string at, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        switch (part.Member("type").Text())
        {
            case "input_text" or PartTypes.OutputText or "text":
                json.WriteString("type", "text");
                json.WriteString("text", part.Member("text").Text() ?? throw new InvalidRequestException("A part of text needs its text.", at + ".text"));
                break;
            case "input_image":
                json.WriteString("type", "image_url");
                json.WriteStartObject("image_url");
                json.WriteString("url", part.Member("image_url").Text() ?? throw new InvalidRequestException("An image needs its URL or data URL: files are not kept here.", at + ".image_url"));
                Copy(part, "detail", json);
                json.WriteEndObject();
                break;
            case "input_file":
                json.WriteString("type", "file");
                json.WriteStartObject("file");
                Copy(part, "file_id", json);
                Copy(part, "file_data", json);
                Copy(part, "filename", json);
                json.WriteEndObject();
                break;
            case "input_audio":
                json.WriteString("type", "input_audio");
                Copy(part, "input_audio", json);
                break;
            default:
                throw new InvalidRequestException("A part of this type cannot be given to the model. Known are input_text, output_text, input_image, input_file and input_audio.", at + ".type");
        }

        json.WriteEndObject();
    }

    /// <summary>Copies a member where it has a value.</summary>
    public static void Copy(JsonElement owner, string name, Utf8JsonWriter json, string? newName = null)
    {
        if (owner.Member(name) is var value && value.HasValue())
        {
            json.WritePropertyName(newName ?? name);
            value.WriteTo(json);
        }
    }
}
