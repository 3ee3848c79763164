using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticApi.Json;

/// <summary>Takes members that stand twice in an object out of JSON.</summary>
internal static class JsonUnique
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>The JSON with each member once in its object, the last of those that stand twice.</summary>
    public static byte[] WithoutDuplicates(ReadOnlySpan<byte> json)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            WriteUnique(writer, JsonText.Parse(json));
        }

        return buffer.WrittenSpan.ToArray();
    }

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
