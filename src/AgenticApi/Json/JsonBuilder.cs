using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Json;

/// <summary>Writes JSON and reads it back as an element that belongs to nobody.</summary>
internal static class JsonBuilder
{
    // A call may build within a build (an item's part, say): each takes its own buffer.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static JsonElement Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return JsonText.Parse(buffer.WrittenSpan);
    }

    /// <summary>The object with one member set to a string, whether it had the member or not.</summary>
    public static JsonElement With(JsonElement source, string name, string value) => Build(writer =>
    {
        writer.WriteStartObject();
        foreach (var member in source.EnumerateObject().Where(member => !member.NameEquals(name)))
        {
            writer.WritePropertyName(JsonText.Name(member));
            JsonText.Write(writer, member.Value);
        }

        writer.WriteString(name, value);
        writer.WriteEndObject();
    });

    /// <summary>The object without the members of these names.</summary>
    public static JsonElement Without(JsonElement source, IReadOnlyCollection<string> names) => Build(writer =>
    {
        writer.WriteStartObject();
        foreach (var member in source.EnumerateObject())
        {
            var name = JsonText.Name(member);
            if (!names.Contains(name))
            {
                writer.WritePropertyName(name);
                JsonText.Write(writer, member.Value);
            }
        }

        writer.WriteEndObject();
    });

    /// <summary>The value with each member once in its object, the last of those that stand twice.</summary>
    public static JsonElement WithoutDuplicates(JsonElement source) => Build(writer => WriteUnique(writer, source));

    private static void WriteUnique(Utf8JsonWriter writer, JsonElement source)
    {
        switch (source.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
                foreach (var member in source.EnumerateObject())
                {
                    members[JsonText.Name(member)] = member.Value;
                }

                writer.WriteStartObject();
                foreach (var (name, value) in members)
                {
                    writer.WritePropertyName(name);
                    WriteUnique(writer, value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var value in source.EnumerateArray())
                {
                    WriteUnique(writer, value);
                }

                writer.WriteEndArray();
                break;
            default:
                JsonText.Write(writer, source);
                break;
        }
    }
}
