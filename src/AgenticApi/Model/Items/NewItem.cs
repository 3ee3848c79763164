using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>Writes the JSON of items that a client makes.</summary>
internal static class NewItem
{
    /// <summary>The parts of text as they go in; text that the model wrote has another type.</summary>
    private const string InputText = "input_text", InputImage = "input_image", Assistant = "assistant";

    /// <summary>The output of a call as text.</summary>
    public static JsonElement CallOutput(string type, string callId, string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return CallOutput(type, callId, writer => writer.WriteString("output"u8, output));
    }

    /// <summary>The output of a call as content parts.</summary>
    public static JsonElement CallOutput(string type, string callId, JsonElement parts)
    {
        if (parts.ValueKind != JsonValueKind.Array)
        {
            throw new ArgumentException("The parts of an output are a JSON array. Give a string for a text.", nameof(parts));
        }

        return CallOutput(type, callId, writer =>
        {
            writer.WritePropertyName("output"u8);
            JsonText.Write(writer, parts);
        });
    }

    /// <summary>A message of one text and images.</summary>
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
                WriteText(writer, text, isOfModel: role == Assistant);
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

    /// <summary>Writes an object and reads it again.</summary>
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

    private static void WriteText(Utf8JsonWriter writer, string text, bool isOfModel)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, isOfModel ? PartTypes.OutputText : InputText);
        writer.WriteString("text"u8, text);
        if (isOfModel)
        {
            // Servers that check their input ask for the member.
            writer.WriteStartArray("annotations"u8);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static string UrlOf(Uri image) =>
        image is { IsAbsoluteUri: true }
            ? image.AbsoluteUri
            : throw new ArgumentException("The server loads an image from an absolute URL, or takes it as a data URL.", nameof(image));
}
