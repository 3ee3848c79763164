using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgenticApi.Cassettes;

/// <summary>Reads and changes the bodies of requests.</summary>
internal static class RequestBody
{
    /// <summary>Matches an escape. The group <c>half</c> matches if it is a half of a surrogate pair without the other half.</summary>
    private static readonly Regex Escape = new(@"\\(?:u[dD][89abAB].{2}\\u[dD][c-fC-F].{2}|(?<half>u[dD][89a-fA-F].{2})|.)", RegexOptions.CultureInvariant);

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the JSON of a body; a JSON string with its text if it is not JSON; undefined if it is empty.</summary>
    public static JsonElement Parse(string text)
    {
        if (text.Length == 0)
        {
            return default;
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return JsonElement.Parse($"\"{JsonEncodedText.Encode(text)}\"");
        }
    }

    /// <summary>Replaces escaped halves of surrogate pairs without the other half by U+FFFD, because no text can contain them.</summary>
    public static JsonElement Mend(JsonElement body) =>
        body.ValueKind != JsonValueKind.Undefined && JsonMarshal.GetRawUtf8Value(body).IndexOf("\\u"u8) >= 0
            ? JsonElement.Parse(Escape.Replace(body.GetRawText(), escape => escape.Groups["half"].Success ? @"\ufffd" : escape.Value))
            : body;

    /// <summary>
    /// Changes the text of a body, and then each string in it, because JSON may escape strings so that the text does not show them.
    /// </summary>
    public static JsonElement Change(JsonElement body, Func<string, string> change)
    {
        var changed = Mend(Parse(change(body.GetRawText())));
        if (changed.ValueKind == JsonValueKind.Undefined)
        {
            return changed;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, changed, change);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, Func<string, string> change)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(change(member.Name));
                    Write(writer, member.Value, change);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(writer, element, change);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(change(value.GetString()!));
                break;
            default:
                writer.WriteRawValue(value.GetRawText());
                break;
        }
    }
}
