using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgenticApi.Cassettes;

/// <summary>Reads what a request carried.</summary>
internal static class RequestBody
{
    /// <summary>An escape; in the group <c>half</c> where it is half of a pair alone.</summary>
    private static readonly Regex Escape = new(@"\\(?:u[dD][89abAB].{2}\\u[dD][c-fC-F].{2}|(?<half>u[dD][89a-fA-F].{2})|.)", RegexOptions.CultureInvariant);

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON of a body; where it is none, its text as a JSON string; undefined where it is empty.</summary>
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

    /// <summary>The body with U+FFFD for every escaped half of a surrogate pair that has lost the other: JSON carries it, and no text can hold it.</summary>
    public static JsonElement Mend(JsonElement body) =>
        body.ValueKind != JsonValueKind.Undefined && JsonMarshal.GetRawUtf8Value(body).IndexOf("\\u"u8) >= 0
            ? JsonElement.Parse(Escape.Replace(body.GetRawText(), escape => escape.Groups["half"].Success ? @"\ufffd" : escape.Value))
            : body;

    /// <summary>The body with a change made to its text, and then to each string in it: JSON may spell a string so that it cannot be seen in the text.</summary>
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
