using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>Creates the JSON of items that a client sends.</summary>
internal static class NewItem
{
    /// <summary>The part types of input. Text that the model wrote has <see cref="PartTypes.OutputText"/>.</summary>
    private const string InputText = "input_text", InputImage = "input_image", Assistant = "assistant";

    /// <summary>Creates the output of a call from a text.</summary>
    public static JsonElement CallOutput(string type, string callId, string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return CallOutput(type, callId, writer => writer.WriteString("output"u8, output));
    }

    /// <summary>Creates the output of a call from content parts.</summary>
    public static JsonElement CallOutput(string type, string callId, JsonElement parts)
    {
        if (parts.ValueKind != JsonValueKind.Array)
        {
            throw new ArgumentException("The parts of an output must be a JSON array. For a text, use the overload that takes a string.", nameof(parts));
        }

        return CallOutput(type, callId, writer =>
        {
            writer.WritePropertyName("output"u8);
            JsonText.Write(writer, parts);
        });
    }

    /// <summary>Creates a message with a text and images.</summary>
    public static JsonElement Message(string role, string text, params IEnumerable<Uri> images)
    {
        ArgumentException.ThrowIfNullOrEmpty(role);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(images);
        var urls = images.Select(UrlOf).ToList();
        return Write(writer =>
        {
            writer.WriteString("type"u8, ItemTypes.Message);
            writer.WriteString("role"u8, role);
            writer.WriteStartArray("content"u8);
            if (text.Length > 0 || urls.Count == 0)
            {
                WriteText(writer, text, isFromModel: role == Assistant);
            }

            foreach (var url in urls)
            {
                writer.WriteStartObject();
                writer.WriteString("type"u8, InputImage);
                writer.WriteString("image_url"u8, url);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    /// <summary>Writes an object and parses it.</summary>
    public static JsonElement Write(Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue }))
        {
            writer.WriteStartObject();
            writeMembers(writer);
            writer.WriteEndObject();
        }

        return JsonText.Parse(buffer.WrittenSpan);
    }

    private static JsonElement CallOutput(string type, string callId, Action<Utf8JsonWriter> writeOutput)
    {
        ArgumentException.ThrowIfNullOrEmpty(callId);
        return Write(writer =>
        {
            writer.WriteString("type"u8, type);
            writer.WriteString("call_id"u8, callId);
            writeOutput(writer);
        });
    }

    private static void WriteText(Utf8JsonWriter writer, string text, bool isFromModel)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, isFromModel ? PartTypes.OutputText : InputText);
        writer.WriteString("text"u8, text);
        if (isFromModel)
        {
            // Servers that validate their input require the member.
            writer.WriteStartArray("annotations"u8);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static string UrlOf(Uri image) =>
        image is { IsAbsoluteUri: true }
            ? image.AbsoluteUri
            : throw new ArgumentException("The URL of an image must be absolute; it can be a data URL.", nameof(image));
}
